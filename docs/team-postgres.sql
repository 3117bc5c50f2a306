-- Least privilege for a team's Postgres. Run it as the owner of the database, after the owner has
-- connected once (trendroom team connect postgres://owner@host/db), which makes the tables.
-- Row-level security shows a member the workspaces that trendroom.members names it in; a viewer
-- reads what is shared, but nothing of the queue; an editor writes; and nobody but the owner changes
-- tables or members. Run it again when Trendroom's tables have changed (docs/team.md says when).

-- 1. Once: what every member may do.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'trendroom_member') THEN
    CREATE ROLE trendroom_member NOLOGIN;
  END IF;
END $$;
GRANT USAGE ON SCHEMA trendroom TO trendroom_member;
GRANT SELECT ON ALL TABLES IN SCHEMA trendroom TO trendroom_member;
GRANT INSERT, UPDATE ON trendroom.records TO trendroom_member;
-- Only the projection that search reads loses rows; records keep tombstones.
GRANT INSERT, UPDATE, DELETE ON trendroom.chunks TO trendroom_member;
GRANT USAGE ON SEQUENCE trendroom.record_seq TO trendroom_member;

-- The queue for workers: pg-boss's tables, and answers on their way back. Only editors see any of
-- it, each of their own workspaces. Queues themselves are made by make_queues alone: pg-boss writes a queue's name and
-- table into its SQL, so neither may be a member's to choose. The tables are made when the owner of a
-- team connects: run this again after that.
DO $$ BEGIN
  IF to_regnamespace('trendroom_workers') IS NOT NULL THEN
    GRANT USAGE ON SCHEMA trendroom_queue, trendroom_workers TO trendroom_member;
    GRANT SELECT ON trendroom_queue.version, trendroom_queue.queue TO trendroom_member;
    GRANT UPDATE (deferred_count, blocked_count, queued_count, ready_count, active_count, failed_count,
      total_count, retained_count, retained_on, created_delta, completed_delta, failed_delta, delta_on,
      delta_seconds, wait_bins, run_bins, ready_oldest_seconds, ready_history, singletons_active,
      monitor_claim_on, monitor_on, maintain_on) ON trendroom_queue.queue TO trendroom_member;
    GRANT SELECT, INSERT, UPDATE, DELETE ON trendroom_queue.job, trendroom_queue.job_common
      TO trendroom_member;
    GRANT SELECT, DELETE ON trendroom_queue.job_dependency TO trendroom_member;
    REVOKE ALL ON FUNCTION trendroom_queue.create_queue(text, jsonb) FROM PUBLIC;
    REVOKE ALL ON FUNCTION trendroom_queue.delete_queue(text) FROM PUBLIC;
    GRANT SELECT ON trendroom_workers.workers_schema TO trendroom_member;
    GRANT SELECT, INSERT, UPDATE, DELETE ON trendroom_workers.answers, trendroom_workers.workers
      TO trendroom_member;
    REVOKE ALL ON FUNCTION trendroom_workers.make_queues(text, text[]) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION trendroom_workers.make_queues(text, text[]) TO trendroom_member;
  END IF;
END $$;

-- Events and experiments of each workspace, once the owner has opened them (trendroom experiments): members
-- read and write them; partitions of months are made by growth_make_month alone.
DO $$ DECLARE found text; BEGIN
  FOR found IN SELECT nspname FROM pg_namespace WHERE nspname ~ '^trendroom_growth_[0-9a-z]+$' LOOP
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO trendroom_member', found);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO trendroom_member', found);
    EXECUTE format('REVOKE ALL ON FUNCTION %I.growth_make_month(text) FROM PUBLIC', found);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %I.growth_make_month(text) TO trendroom_member', found);
  END LOOP;
END $$;

-- 2. For each person (role: editor or viewer):
-- CREATE ROLE anna LOGIN PASSWORD '...' IN ROLE trendroom_member;
-- INSERT INTO trendroom.members (workspace_id, db_role, role)
--   SELECT id, 'anna', 'editor' FROM trendroom.workspaces WHERE name = 'team';
