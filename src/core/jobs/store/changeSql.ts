/** The changes that every job goes through, prepared once: a queue of thousands makes them often. */

export const insertJobSql = `
  INSERT INTO jobs (id, kind, label, state, payload, exclusive_key, dedupe_key, parent_id,
    priority, not_before_ms, created_at_ms)
  VALUES (@id, @kind, @label, 'waiting', @payload, @exclusiveKeys, @dedupeKey, @parentId,
    @priority, @notBeforeMs, @createdAtMs)`;

/** Its stages as a JSON list of names and weights. */
export const insertStagesSql = `
  INSERT INTO job_stages (job_id, position, name, weight, state)
  SELECT ?, key, value ->> 0, value ->> 1, 'waiting' FROM json_each(?)`;

export const beginSql = `
  UPDATE jobs SET state = 'running', attempts = attempts + (attempts = 0 OR retry_at_ms IS NOT NULL),
    retry_at_ms = NULL, requested = NULL, error_code = NULL, error_message = NULL,
    started_at_ms = coalesce(started_at_ms, @nowMs)
  WHERE id = @jobId AND state = 'waiting'`;

export const beginStageSql = `
  UPDATE job_stages SET state = 'running', permille = 0, detail = NULL,
    started_at_ms = @nowMs, finished_at_ms = NULL
  WHERE job_id = @jobId AND position = @position`;

export const dropWarningsSql = `
  DELETE FROM job_warnings WHERE job_id = @jobId AND position >= @from AND position < @to`;

/** What the stage says of itself stays when it says nothing new. */
export const setProgressSql = `
  UPDATE job_stages SET permille = @permille, detail = coalesce(@detail, detail)
  WHERE job_id = @jobId AND position = @position`;

export const endStageSql = `
  UPDATE job_stages SET state = 'done', permille = 1000,
    started_at_ms = @startedAtMs, finished_at_ms = @finishedAtMs
  WHERE job_id = @jobId AND position = @position`;

export const setPayloadSql = 'UPDATE jobs SET payload = @payload WHERE id = @jobId';

export const endSql = `
  UPDATE jobs SET state = @state, requested = NULL, retry_at_ms = @retryAtMs,
    error_code = @errorCode, error_message = @errorMessage, finished_at_ms = @finishedAtMs
  WHERE id = @jobId AND state IN ('running', 'waiting')`;

/** A stage that was cut short waits for its next run. */
export const cutStagesSql = `
  UPDATE job_stages SET state = 'waiting', permille = 0 WHERE job_id = ? AND state = 'running'`;

export const failStagesSql = `
  UPDATE job_stages SET state = 'failed' WHERE job_id = ? AND state = 'running'`;
