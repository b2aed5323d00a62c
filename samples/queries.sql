-- Queries over agents.sqlite that are slow because the file has no index beyond its primary keys.
-- Each block: its name, its parameters with a value to try, the query, and the index that helps.

-- name: failed_by_agent
-- :min = 0.6
-- :since = 2026-03-01
SELECT e.agent_type, count(*) AS failed,
       round(avg(e.duration_ms)) AS avg_ms,
       (SELECT count(*) FROM agent_memories AS m
         WHERE m.agent_type = e.agent_type
           AND m.importance >= :min) AS memories
FROM   agent_executions AS e
WHERE  e.status = 'failed' AND e.started_at >= :since
GROUP BY e.agent_type ORDER BY failed DESC;
-- index: CREATE INDEX e_failed ON agent_executions (agent_type, started_at, duration_ms) WHERE status = 'failed';
-- index: CREATE INDEX m_type_imp ON agent_memories (agent_type, importance);

-- name: slow_runs
-- :type = billing
SELECT id, started_at, duration_ms, tokens, status
FROM   agent_executions
WHERE  agent_type = :type
ORDER BY duration_ms DESC
LIMIT  20;
-- index: CREATE INDEX e_type_duration ON agent_executions (agent_type, duration_ms);

-- name: recent_failures
-- :since = 2026-12-01
SELECT id, agent_type, started_at, error
FROM   agent_executions
WHERE  status = 'failed' AND started_at >= :since
ORDER BY started_at DESC
LIMIT  50;
-- index: CREATE INDEX e_status_started ON agent_executions (status, started_at);

-- name: cost_by_day
-- :from = 2026-11-16
-- :to = 2026-11-23
SELECT substr(started_at, 1, 10) AS day, agent_type,
       count(*) AS runs, round(sum(cost_usd), 4) AS usd
FROM   agent_executions
WHERE  started_at >= :from AND started_at < :to
GROUP BY day, agent_type
ORDER BY day, usd DESC;
-- index: CREATE INDEX e_started ON agent_executions (started_at);

-- name: top_memories
-- :type = support
SELECT id, importance, created_at, content
FROM   agent_memories
WHERE  agent_type = :type AND importance >= 0.6
ORDER BY importance DESC, created_at DESC
LIMIT  20;
-- index: CREATE INDEX m_type_imp_created ON agent_memories (agent_type, importance, created_at);

-- name: failures_after_memory
-- :min = 0.75
-- The slowest of all: for each important memory it reads every run to count the failures of the next day.
SELECT m.id, m.created_at, m.content,
       (SELECT count(*) FROM agent_executions AS e
         WHERE e.agent_type = m.agent_type
           AND e.status = 'failed'
           AND e.started_at >= m.created_at
           AND e.started_at < strftime('%Y-%m-%dT%H:%M:%SZ', m.created_at, '+1 day')) AS failed_next_day
FROM   agent_memories AS m
WHERE  m.agent_type IN ('billing', 'security') AND m.importance >= :min
ORDER BY failed_next_day DESC, m.id
LIMIT  20;
-- index: CREATE INDEX e_type_status_started ON agent_executions (agent_type, status, started_at);

-- name: same_minute_retries
-- :since = 2026-12-15
-- A self-join: a failed run and a later run of the same kind that started within a minute.
SELECT f.agent_type, count(*) AS retried
FROM   agent_executions AS f
JOIN   agent_executions AS r
  ON   r.agent_type = f.agent_type
 AND   r.id <> f.id
 AND   r.started_at >= f.started_at
 AND   r.started_at < strftime('%Y-%m-%dT%H:%M:%SZ', f.started_at, '+1 minute')
WHERE  f.status = 'failed' AND f.started_at >= :since
GROUP BY f.agent_type
ORDER BY retried DESC;
-- index: CREATE INDEX e_type_started ON agent_executions (agent_type, started_at);
