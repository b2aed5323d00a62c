-- What tells the plan of an execution from others, and the parameters it ran with (JSON).

ALTER TABLE query_history ADD COLUMN plan_hash TEXT;
ALTER TABLE query_history ADD COLUMN parameters TEXT;
