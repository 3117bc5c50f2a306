import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchTeam } from '../search/searchTeam.ts';
import { openTeam } from './openTeam.ts';
import { openPglite } from './pgliteDatabase.ts';
import { parsePostgresAddress } from './postgresAddress.ts';
import type { SchemaName } from './schemaName.ts';
import type { TeamDatabase } from './teamDatabase.ts';
import { teamSchema } from './teamSchema.ts';

let db: TeamDatabase;
beforeAll(async () => {
  db = await openPglite();
});
afterAll(() => db.close());

const insertRecord = (workspaceId: string, id: string): Promise<object[]> =>
  db.query(
    `INSERT INTO trendroom.records VALUES ($1, 'hook', $2, '{}', '{}', '{}', '{}', NULL,
       nextval('trendroom.record_seq'), '')`,
    [workspaceId, id],
  );

async function as<Result>(role: string, work: () => Promise<Result>): Promise<Result> {
  await db.exec(`SET SESSION AUTHORIZATION ${role}`);
  try {
    return await work();
  } finally {
    await db.exec('SET SESSION AUTHORIZATION postgres');
  }
}

test('the tables are made once, and members see and write what docs/team-postgres.sql lets them', async () => {
  const workspace = await openTeam(db);
  expect(await openTeam(db)).toEqual(workspace);
  expect(workspace).toMatchObject({ name: 'team', role: 'owner' });

  // The file that people run.
  await db.exec(await readFile('docs/team-postgres.sql', 'utf8'));
  await db.query("INSERT INTO trendroom.workspaces (id, name) VALUES ('other', 'other')");
  for (const [role, kind, id] of [
    ['anna', 'editor', workspace.id],
    ['vera', 'viewer', workspace.id],
    ['olga', 'editor', 'other'],
  ] as const) {
    await db.exec(`CREATE ROLE ${role} IN ROLE trendroom_member`);
    await db.query('INSERT INTO trendroom.members VALUES ($1, $2, $3)', [id, role, kind]);
  }
  await as('anna', () => insertRecord(workspace.id, 'of anna'));
  const seen = (role: string): Promise<object[]> =>
    as(role, () => db.query('SELECT id FROM trendroom.records'));
  expect([await seen('anna'), await seen('vera'), await seen('olga')]).toEqual([
    [{ id: 'of anna' }],
    [{ id: 'of anna' }],
    [],
  ]);
  expect(await as('vera', () => openTeam(db))).toEqual({ ...workspace, role: 'viewer' });
  const refused = /row-level security|permission denied/;
  await expect(as('vera', () => insertRecord(workspace.id, 'x'))).rejects.toThrow(refused);
  await expect(as('olga', () => insertRecord(workspace.id, 'x'))).rejects.toThrow(refused);
  for (const sql of [
    'DELETE FROM trendroom.records',
    "UPDATE trendroom.members SET role = 'owner'",
    'UPDATE trendroom.trendroom_schema SET version = 9',
    'CREATE TABLE trendroom.mine (x int)',
  ]) {
    await expect(as('anna', () => db.exec(sql))).rejects.toThrow(refused);
  }
});

test('a member learns nothing of who else is in which workspace', async () => {
  const members = (role: string): Promise<object[]> =>
    as(role, () => db.query('SELECT db_role, role FROM trendroom.members'));
  expect(await members('olga')).toEqual([{ db_role: 'olga', role: 'editor' }]);
  expect(await members('vera')).toEqual([{ db_role: 'vera', role: 'viewer' }]);
  const ask = `SELECT trendroom.workspaces_of('anna', true)`;
  await expect(as('olga', () => db.query(ask))).rejects.toThrow('does not exist');
});

test('statements of one text are made all or none', async () => {
  await expect(db.exec('CREATE TABLE half (x int); SELECT 1 / 0')).rejects.toThrow('zero');
  expect(await db.query("SELECT to_regclass('half') AS made")).toEqual([{ made: null }]);
});

test('tables of a later version are left alone', async () => {
  await db.exec('UPDATE trendroom.trendroom_schema SET version = 3');
  await expect(openTeam(db)).rejects.toMatchObject({ code: 'sharing.newer' });
  await db.exec('UPDATE trendroom.trendroom_schema SET version = 2');
});

/** The next program: one more column, which earlier programs can do without. */
const nextProgram = {
  version: 3,
  statements: (schema: SchemaName) => [
    ...teamSchema(schema),
    `ALTER TABLE ${schema}.trendroom_schema ADD COLUMN oldest integer NOT NULL DEFAULT 2;
     ALTER TABLE ${schema}.records ADD COLUMN mood text`,
  ],
  oldestTables: 2,
};

test('a later program goes on with earlier tables that it may not upgrade, and this one with later tables', async () => {
  const workspace = await openTeam(db);
  const asNext = (role: string, program = nextProgram) =>
    as(role, () => openTeam(db, undefined, program));
  expect(await asNext('anna')).toEqual({ ...workspace, role: 'editor' });
  await expect(asNext('anna', { ...nextProgram, oldestTables: 3 })).rejects.toMatchObject({
    code: 'sharing.notAllowed',
  });
  const version = () => db.query('SELECT version FROM trendroom.trendroom_schema');
  expect(await version()).toEqual([{ version: 2 }]);

  // The owner's device upgrades; this program still reads and writes.
  expect(await openTeam(db, undefined, nextProgram)).toEqual(workspace);
  expect(await version()).toEqual([{ version: 3 }]);
  expect(await as('anna', () => openTeam(db))).toEqual({ ...workspace, role: 'editor' });
  await as('anna', () => insertRecord(workspace.id, 'by an earlier program'));
  await db.exec('UPDATE trendroom.trendroom_schema SET oldest = 3');
  await expect(openTeam(db)).rejects.toMatchObject({ code: 'sharing.newer' });
  await db.exec(`ALTER TABLE trendroom.trendroom_schema DROP COLUMN oldest;
    ALTER TABLE trendroom.records DROP COLUMN mood;
    UPDATE trendroom.trendroom_schema SET version = 2`);
});

test('words and meaning find pieces of the workspace alone', async () => {
  const { id: workspaceId } = await openTeam(db);
  const add = (workspace: string, id: string, text: string, embedding: string) =>
    db.query(
      `INSERT INTO trendroom.chunks (workspace_id, id, video_id, kind, start_ms, end_ms, text,
         model, embedding) VALUES ($1, $2, 'v', 'speech', 0, 1, $3, 'tiny@1', $4::halfvec)`,
      [workspace, id, text, embedding],
    );
  await add(workspaceId, 'a', 'saving money early', '[1,0,0]');
  await add(workspaceId, 'b', 'ferns in the shade', '[0,1,0]');
  await add('other', 'c', 'money of others', '[1,0,0]');
  const find = (text: string, vector?: number[]) =>
    searchTeam(db, {
      ...{ workspaceId, text, limit: 1 },
      meaning:
        vector === undefined ? undefined : { vector: new Float32Array(vector), model: 'tiny@1' },
    });
  expect(await find('money')).toEqual([{ id: 'a', text: 'saving money early' }]);
  expect(await find('garden', [0.1, 0.9, 0])).toEqual([{ id: 'b', text: 'ferns in the shade' }]);
});

test('an address gives up its password, and beyond this machine it needs TLS', () => {
  const parse = parsePostgresAddress;
  expect(parse('postgres://anna:s%40cret@db.example.com/team?sslcert=/etc/passwd')).toEqual({
    ...{ host: 'db.example.com', port: 5432, user: 'anna', database: 'team', tls: true },
    ...{ isLoopback: false, schema: 'trendroom' },
    password: 's@cret',
    shown: 'postgres://anna@db.example.com:5432/team?sslmode=verify-full',
  });
  expect(parse('postgres://anna@127.0.0.1:6000/team')).toMatchObject({ tls: false, port: 6000 });
  for (const mode of ['disable', 'allow', 'prefer', 'no-verify']) {
    const open = () => parse(`postgres://anna:secret@db.example.com/team?sslmode=${mode}`);
    expect(open).toThrow('TLS is required');
  }
  for (const bad of ['not an address', 'http://a:secret@b/c', 'postgres://a:secret@/c']) {
    expect(() => parse(bad)).toThrow(
      'Expected an address such as postgres://user@host:5432/database.',
    );
  }
});
