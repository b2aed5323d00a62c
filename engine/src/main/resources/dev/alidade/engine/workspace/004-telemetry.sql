-- Benchmark runs that a user keeps; run is the JSON that the command line writes.

CREATE TABLE benchmark_runs (
  id   INTEGER PRIMARY KEY,
  at   INTEGER NOT NULL,
  name TEXT NOT NULL,
  cpu  TEXT NOT NULL,
  run  TEXT NOT NULL
) STRICT;
