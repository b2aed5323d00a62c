-- What belongs to no single service. Instants are milliseconds since 1970 in UTC.

CREATE TABLE settings (
  key   TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_queries (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  database   TEXT NOT NULL,
  sql        TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE pipelines (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  definition TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- One row an execution; error is null where it worked.
CREATE TABLE query_history (
  id          INTEGER PRIMARY KEY,
  database    TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  sql         TEXT NOT NULL,
  started_at  INTEGER NOT NULL,
  nanos       INTEGER NOT NULL,
  rows        INTEGER NOT NULL,
  vm_steps    INTEGER NOT NULL,
  error       TEXT
) STRICT;

CREATE INDEX query_history_by_shape ON query_history (database, fingerprint, id);

-- Paths measured on one machine, kept between starts.
CREATE TABLE path_calibration (
  kernel        TEXT NOT NULL,
  items         INTEGER NOT NULL,
  wasm_nanos    INTEGER NOT NULL,
  java_nanos    INTEGER NOT NULL,
  module_sha256 TEXT NOT NULL,
  machine       TEXT NOT NULL,
  measured_at   INTEGER NOT NULL,
  PRIMARY KEY (kernel, items, machine)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  id        INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  severity  TEXT NOT NULL,
  component TEXT NOT NULL,
  message   TEXT NOT NULL
) STRICT;

CREATE INDEX events_by_time ON events (at);
