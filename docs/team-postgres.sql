-- Least privilege for a team's Postgres. Run it as the owner of the database, after the owner has
-- connected once (trendroom team connect postgres://owner@host/db), which makes the tables.
-- Row-level security shows a member the workspaces that trendroom.members names it in; a viewer
-- reads, an editor writes, and nobody but the owner changes tables or members.

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
REVOKE ALL ON FUNCTION trendroom.workspaces_of(text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trendroom.workspaces_of(text, boolean) TO trendroom_member;

-- 2. For each person (role: editor or viewer):
-- CREATE ROLE anna LOGIN PASSWORD '...' IN ROLE trendroom_member;
-- INSERT INTO trendroom.members (workspace_id, db_role, role)
--   SELECT id, 'anna', 'editor' FROM trendroom.workspaces WHERE name = 'team';
