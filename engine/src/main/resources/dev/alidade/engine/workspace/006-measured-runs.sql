-- Stretches of work that the user measured and named.
CREATE TABLE measured_runs (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  began_at INTEGER NOT NULL,  -- epoch milliseconds
  ended_at INTEGER NOT NULL,
  operations TEXT NOT NULL  -- JSON, an object an operation
);
