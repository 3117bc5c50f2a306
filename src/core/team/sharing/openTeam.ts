import { AppError, newId } from '../../base/index.ts';
import type { TeamDatabase, TeamQueries } from './teamDatabase.ts';
import { teamSchema, teamSchemaVersion } from './teamSchema.ts';

export interface Workspace {
  id: string;
  name: string;
  role: 'owner' | 'editor' | 'viewer';
}

/**
 * Brings the team's tables to the version of this program if it may, and finds the workspace,
 * making the first one. Errors: `sharing.newer` when the tables are of a later version;
 * `sharing.notAllowed` when this role may not make or upgrade the tables, or is nobody's member.
 */
export async function openTeam(db: TeamDatabase, workspaceName?: string): Promise<Workspace> {
  const version = await schemaVersion(db);
  if (version > teamSchemaVersion) {
    throw new AppError(
      'sharing.newer',
      `The team's tables have version ${version}; this program knows ${teamSchemaVersion}.`,
    );
  }
  if (version < teamSchemaVersion) await migrate(db, version);
  return (
    (await findWorkspace(db, { name: workspaceName })) ?? (await makeWorkspace(db, workspaceName))
  );
}

async function schemaVersion(db: TeamQueries): Promise<number> {
  const [table] = await db.query<{ found: boolean }>(
    `SELECT to_regclass('${db.schema}.trendroom_schema') IS NOT NULL AS found`,
  );
  if (table?.found !== true) return 0;
  const [row] = await db.query<{ version: number }>(
    `SELECT max(version) AS version FROM ${db.schema}.trendroom_schema`,
  );
  return row?.version ?? 0;
}

async function migrate(db: TeamDatabase, from: number): Promise<void> {
  // One transaction a version: a crash leaves a whole version.
  for (const [index, sql] of teamSchema(db.schema).entries()) {
    if (index < from) continue;
    try {
      await db.exec(`${sql}; UPDATE ${db.schema}.trendroom_schema SET version = ${index + 1};`);
    } catch (cause) {
      // Another desk was first.
      if ((await schemaVersion(db)) > index) continue;
      throw new AppError(
        'sharing.notAllowed',
        `The team's tables could not be made: ${cause instanceof Error ? cause.message : ''}`,
        { cause },
      );
    }
  }
}

/**
 * The workspace of that id or name, or the first one, with this connection's role in it now;
 * undefined when there is none, or none for this role.
 */
export async function findWorkspace(
  db: TeamQueries,
  { id, name }: { id?: string | undefined; name?: string | undefined },
): Promise<Workspace | undefined> {
  // An owner of the tables sees all workspaces, a member those that it is in.
  const [row] = await db.query<Workspace>(
    `SELECT w.id, w.name, coalesce(m.role, 'owner') AS role FROM ${db.schema}.workspaces w
     LEFT JOIN ${db.schema}.members m ON m.workspace_id = w.id AND m.db_role = current_user
     WHERE ($1::text IS NULL OR w.id = $1) AND ($2::text IS NULL OR w.name = $2)
     ORDER BY w.created_at, w.id LIMIT 1`,
    [id ?? null, name ?? null],
  );
  return row;
}

async function makeWorkspace(db: TeamDatabase, name = 'team'): Promise<Workspace> {
  try {
    return await db.transaction(async (tx) => {
      const id = newId<string>();
      await tx.query(`INSERT INTO ${tx.schema}.workspaces (id, name) VALUES ($1, $2)`, [id, name]);
      await tx.query(`INSERT INTO ${tx.schema}.members VALUES ($1, current_user, 'owner')`, [id]);
      return { id, name, role: 'owner' };
    });
  } catch (cause) {
    const found = await findWorkspace(db, { name });
    if (found !== undefined) return found;
    throw new AppError('sharing.notAllowed', 'This role is not a member of a workspace.', {
      cause,
    });
  }
}
