/**
 * Row-level security as of the team's tables (teamSchema.ts): a member sees the events of its own
 * workspaces, after which the schema is named, and a viewer writes none. What a viewer tries to add or change
 * fails, because its rows are seen. A partition has no policies: its rows are reached through the whole
 * table alone. A table that a later version adds needs its own policies. Where there is no team, nothing.
 */
export const growthRoles = (schema: string): string => `
DO $body$
DECLARE
  found record;
  mine text := $sql$EXISTS (SELECT FROM trendroom.members m WHERE m.db_role = current_user::text
    AND ${isSchemaOf(schema, 'm.workspace_id')}$sql$;
  writer text := mine || $sql$ AND m.role IN ('owner', 'editor'))$sql$;
  reader text := mine || ')';
BEGIN
  IF '${schema}' !~ '^trendroom_growth_' OR to_regclass('trendroom.members') IS NULL THEN RETURN; END IF;
  FOR found IN SELECT relname AS name, relispartition AS is_part FROM pg_class
    WHERE relnamespace = '${schema}'::regnamespace AND relkind IN ('r', 'p') LOOP
    EXECUTE format('ALTER TABLE ${schema}.%I ENABLE ROW LEVEL SECURITY', found.name);
    CONTINUE WHEN found.is_part;
    EXECUTE format('CREATE POLICY see ON ${schema}.%I FOR SELECT USING (%s)', found.name, reader);
    EXECUTE format('CREATE POLICY add ON ${schema}.%I FOR INSERT WITH CHECK (%s)', found.name, writer);
    EXECUTE format('CREATE POLICY change ON ${schema}.%I FOR UPDATE USING (%s) WITH CHECK (%s)',
      found.name, reader, writer);
    EXECUTE format('CREATE POLICY remove ON ${schema}.%I FOR DELETE USING (%s)', found.name, writer);
  END LOOP;
END $body$;
CREATE OR REPLACE FUNCTION ${schema}.growth_make_month(month text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  first timestamp := to_date(month, 'YYYY-MM');
  made text := 'growth_events_' || replace(month, '-', '_');
  whole record;
BEGIN
  IF month !~ '^20[0-9]{2}-(0[1-9]|1[0-2])$' THEN RAISE EXCEPTION 'no month: %', month; END IF;
  SELECT relowner AS owner, relrowsecurity AS is_secured INTO whole
    FROM pg_class WHERE oid = '${schema}.growth_events'::regclass;
  -- Within the function current_user is its owner.
  IF whole.is_secured AND NOT pg_has_role(session_user, whole.owner, 'USAGE') THEN
    IF NOT EXISTS (SELECT FROM trendroom.members m WHERE m.db_role = session_user::text
      AND m.role IN ('owner', 'editor') AND ${isSchemaOf(schema, 'm.workspace_id')}) THEN
      RAISE EXCEPTION '% may not add events here.', session_user USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  EXECUTE format('CREATE TABLE IF NOT EXISTS ${schema}.%I PARTITION OF ${schema}.growth_events
    FOR VALUES FROM (%L) TO (%L)', made, first || 'Z', (first + interval '1 month') || 'Z');
  IF whole.is_secured THEN
    EXECUTE format('ALTER TABLE ${schema}.%I ENABLE ROW LEVEL SECURITY', made);
  END IF;
END $body$;
`;

/** SQL: the schema is that of the workspace which a column names, as growthSchemaName makes it. */
function isSchemaOf(schema: string, column: string): string {
  return `'trendroom_growth_' || left(regexp_replace(lower(${column}), '[^0-9a-z]', '', 'g'), 40)
    = '${schema}'`;
}
