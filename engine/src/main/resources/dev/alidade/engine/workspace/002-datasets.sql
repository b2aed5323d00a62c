-- Data sets. One that came from a file is read again from there (path); of any other the rows are here.

CREATE TABLE datasets (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  source     TEXT NOT NULL,
  path       TEXT,
  delimiter  TEXT,
  header     INTEGER,
  table_name TEXT,
  bad_values TEXT NOT NULL,
  rows       INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- extent: dimensions of a vector column, entries of a dictionary, else 0.
CREATE TABLE dataset_columns (
  dataset      INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
  position     INTEGER NOT NULL,
  name         TEXT NOT NULL,
  layout       TEXT NOT NULL,
  rows         INTEGER NOT NULL,
  nulls        INTEGER NOT NULL,
  extent       INTEGER NOT NULL,
  has_validity INTEGER NOT NULL,
  PRIMARY KEY (dataset, position)
) STRICT, WITHOUT ROWID;

-- The bytes of each region as they lie in memory (Arrow layout, little endian); the bitmap is part 0 where there is one.
CREATE TABLE dataset_blocks (
  dataset  INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  part     INTEGER NOT NULL,
  block    INTEGER NOT NULL,
  bytes    BLOB NOT NULL,
  PRIMARY KEY (dataset, position, part, block)
) STRICT;
