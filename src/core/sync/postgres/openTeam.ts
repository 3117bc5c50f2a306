import { AppError, newId } from '../../base/index.ts';
import type { SchemaName } from './schemaName.ts';
import type { TeamDatabase, TeamQueries } from './teamDatabase.ts';
import { teamSchema, teamSchemaVersion } from './teamSchema.ts';

export interface Workspace {
  id: string;
  name: string;
  role: 'owner' | 'editor' | 'viewer';
}

/** What a program makes of the team's tables, and which earlier ones it can still work with. */
export interface TeamProgram {
  /** Version of the tables that it writes. */
  version: number;
  /** Of each version, oldest first. */
  statements: (schema: SchemaName) => readonly string[];
  /** It goes on with tables of this version when it may not upgrade them. */
  oldestTables: number;
}

const thisProgram: TeamProgram = {
  ...{ version: teamSchemaVersion, statements: teamSchema, oldestTables: 1 },
};

/**
 * Brings the team's tables to the version of this program if it may, and finds the workspace,
 * making the first one. Versions are negotiated both ways: a program that may not upgrade goes on
 * with tables that are old but usable, and with later tables unless they say, in a column
 * `oldest`, that programs of its version must not write them.
 * Errors: `sharing.newer` when the tables want a later program; `sharing.notAllowed` when this
 * role may not make the tables, or is nobody's member.
 */
export async function openTeam(
  db: TeamDatabase,
  workspaceName?: string,
  program = thisProgram,
): Promise<Workspace> {
  const { version, oldest } = await tablesOf(db);
  if (oldest > program.version) {
    throw new AppError(
      'sharing.newer',
      `The team's tables have version ${version}; this version of Trendroom supports ${program.version}.`,
    );
  }
  if (version < program.version) await migrate(db, version, program);
  return (
    (await findWorkspace(db, { name: workspaceName })) ?? (await makeWorkspace(db, workspaceName))
  );
}

/** Version of the tables, and of the oldest program that may write them. */
async function tablesOf(db: TeamQueries): Promise<{ version: number; oldest: number }> {
  const [table] = await db.query<{ found: boolean }>(
    `SELECT to_regclass('${db.schema}.trendroom_schema') IS NOT NULL AS found`,
  );
  if (table?.found !== true) return { version: 0, oldest: 0 };
  // As JSON: tables that do not say how old a program may be have no such column.
  const [row] = await db.query<{ version: number; oldest: number }>(
    `SELECT max(version) AS version,
       coalesce(max((to_jsonb(s) ->> 'oldest')::integer), max(version)) AS oldest
     FROM ${db.schema}.trendroom_schema s`,
  );
  return row ?? { version: 0, oldest: 0 };
}

async function migrate(db: TeamDatabase, from: number, program: TeamProgram): Promise<void> {
  // One transaction a version: a crash leaves a whole version.
  for (const [index, sql] of program.statements(db.schema).entries()) {
    if (index < from) continue;
    try {
      await db.exec(`${sql}; UPDATE ${db.schema}.trendroom_schema SET version = ${index + 1};`);
    } catch (cause) {
      const { version } = await tablesOf(db);
      // Another device was first.
      if (version > index) continue;
      // A member may not upgrade; the owner's next connection will.
      if (version >= program.oldestTables) return;
      throw new AppError(
        'sharing.notAllowed',
        `The team's tables could not be created: ${cause instanceof Error ? cause.message : ''}`,
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
