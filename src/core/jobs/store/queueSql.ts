/** The questions that the queue asks most often. A test checks that each is answered by an index. */

/** The kinds of waiting jobs: one step in the index for each, however many jobs wait. */
export const waitingKindsSql = `
  WITH RECURSIVE found(kind) AS (
    SELECT min(kind) FROM jobs WHERE state = 'waiting'
    UNION ALL
    SELECT (SELECT min(kind) FROM jobs WHERE state = 'waiting' AND kind > found.kind)
    FROM found WHERE found.kind IS NOT NULL)
  SELECT kind FROM found WHERE kind IS NOT NULL`;

export const waitingOfKindSql = `
  SELECT id, kind, priority, created_at_ms AS createdAtMs, exclusive_key AS exclusiveKeys,
    (SELECT min(position) FROM job_stages WHERE job_id = jobs.id AND state <> 'done') AS nextStage
  FROM jobs
  WHERE state = 'waiting' AND kind = @kind
    AND (retry_at_ms IS NULL OR retry_at_ms <= @nowMs)
    AND (not_before_ms IS NULL OR not_before_ms <= @nowMs)
  ORDER BY priority DESC, created_at_ms, rowid
  LIMIT @limit`;

export const unfinishedDedupeSql = `
  SELECT id, state FROM jobs WHERE kind = ? AND dedupe_key = ? AND finished_at_ms IS NULL`;

export const firstChildSql = 'SELECT 1 FROM jobs WHERE parent_id = ? LIMIT 1';

export const unfinishedChildSql = `
  SELECT 1 FROM jobs
  WHERE parent_id = ? AND state IN ('waiting', 'running', 'paused') LIMIT 1`;

const descendants = `
  WITH RECURSIVE below(id) AS (
    SELECT id FROM jobs WHERE parent_id = ?
    UNION
    SELECT jobs.id FROM below JOIN jobs ON jobs.parent_id = below.id)`;

export const unfinishedDescendantsSql = `${descendants}
  SELECT jobs.id FROM below JOIN jobs ON jobs.id = below.id
  WHERE jobs.state IN ('waiting', 'running', 'paused')`;

/** How far all that a job led to is. */
export const childrenSql = `${descendants}
  SELECT count(*) AS total,
    sum(jobs.state = 'done') AS done,
    sum(jobs.state = 'failed') AS failed,
    sum(jobs.state = 'cancelled') AS cancelled,
    sum(CASE WHEN jobs.finished_at_ms IS NOT NULL THEN 1.0 WHEN jobs.state = 'running' THEN
      (SELECT total(weight * permille) / max(1, 1000 * total(weight))
       FROM job_stages WHERE job_id = jobs.id) ELSE 0 END) AS fractions
  FROM below JOIN jobs ON jobs.id = below.id`;

/** Ended jobs beyond the newest \`@keep\`; at most \`@limit\`. */
export const prunableSql = `
  SELECT id FROM jobs WHERE finished_at_ms < (
    SELECT finished_at_ms FROM jobs WHERE finished_at_ms IS NOT NULL
    ORDER BY finished_at_ms DESC LIMIT 1 OFFSET @keep)
  ORDER BY finished_at_ms LIMIT @limit`;

const jobColumns = `
  id, kind, label, state, payload, exclusive_key AS exclusiveKeys, dedupe_key AS dedupeKey,
  parent_id AS parentId, priority, attempts, retry_at_ms AS retryAtMs,
  not_before_ms AS notBeforeMs, requested, video_id AS videoId, error_code AS errorCode,
  error_message AS errorMessage, created_at_ms AS createdAtMs, started_at_ms AS startedAtMs,
  finished_at_ms AS finishedAtMs`;

/** Of a JSON list of ids. */
export const someJobsSql = `
  SELECT ${jobColumns} FROM jobs WHERE id IN (SELECT value FROM json_each(?))`;

export const latestJobsSql = `
  SELECT ${jobColumns} FROM jobs ORDER BY created_at_ms DESC, rowid DESC LIMIT ?`;

export const stagesOfSql = `
  SELECT job_id AS jobId, position, name, weight, state, permille, detail,
    started_at_ms AS startedAtMs, finished_at_ms AS finishedAtMs
  FROM job_stages WHERE job_id IN (SELECT value FROM json_each(?)) ORDER BY job_id, position`;

export const warningsOfSql = `
  SELECT job_id AS jobId, position, code, message
  FROM job_warnings WHERE job_id IN (SELECT value FROM json_each(?)) ORDER BY job_id, position`;

export const statesOfSql = `
  SELECT id, state, requested FROM jobs WHERE id IN (SELECT value FROM json_each(?))`;

/** The plus keeps SQLite from reading all waiting jobs by the index of states. */
export const nextRetrySql = `
  SELECT min(retry_at_ms) FROM jobs WHERE retry_at_ms > ? AND +state = 'waiting'`;

export const waitingBeyondSql = `
  SELECT id FROM jobs WHERE retry_at_ms > ? AND +state = 'waiting'`;

export const nextBeginSql = `
  SELECT min(not_before_ms) FROM jobs WHERE not_before_ms > ? AND +state = 'waiting'`;

const markColumns = `
  id, state, attempts, retry_at_ms AS retryAtMs, finished_at_ms AS finishedAtMs,
  video_id AS videoId,
  CASE state WHEN 'running' THEN (
    SELECT coalesce(sum(permille), 0) FROM job_stages WHERE job_id = jobs.id) ELSE 0 END AS permille,
  CASE state WHEN 'waiting' THEN 0 ELSE (
    SELECT count(*) FROM job_warnings WHERE job_id = jobs.id) END AS warnings`;

export const unfinishedMarksSql = `SELECT ${markColumns} FROM jobs WHERE finished_at_ms IS NULL`;

export const endedMarksSql = `
  SELECT ${markColumns} FROM jobs WHERE finished_at_ms IS NOT NULL
  ORDER BY finished_at_ms DESC LIMIT ?`;
