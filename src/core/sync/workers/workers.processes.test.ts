import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { silentLogger } from '../../base/index.ts';
import { openTeam } from '../postgres/openTeam.ts';
import { openPglite } from '../postgres/pgliteDatabase.ts';
import type { SchemaName } from '../postgres/schemaName.ts';
import type { TeamDatabase } from '../postgres/teamDatabase.ts';
import { teamSchema } from '../postgres/teamSchema.ts';
import { areWorkersInstalled, installWorkers } from './installWorkers.ts';
import { openTeamQueue, type TeamQueue } from './openTeamQueue.ts';
import { removeAnswers, storeAnswers, waitingAnswers } from './queue/answers.ts';
import { deadOf, listDeadLetters, removeDead, retryDead } from './queue/deadLetters.ts';
import { jobIdOf } from './queue/rowJob.ts';
import { rowsUnderWay, sendRows, withdrawRows } from './queue/sendRows.ts';
import { HeldRows } from './worker/heldRows.ts';
import { listWorkers, queueLengths, removeWorker, reportWorker } from './workerRegistry.ts';
import { bossSchemaVersion, queueSchema, workersSchema } from './workersSchema.ts';

// The same SQL, and pg-boss, on Postgres in this process; test/team runs it on a real server.
let db: TeamDatabase;
let teamQueue: TeamQueue;
beforeAll(async () => {
  db = await openPglite();
  teamQueue = await openTeamQueue(db, await openTeam(db), { logger: silentLogger });
});
afterAll(() => teamQueue.close());

const rowOf = (customId: string, more = {}) => ({
  ...{ deviceId: 'device', batchId: 'batch', round: 0, customId },
  ...{ body: { messages: [{ role: 'user', content: customId }] }, ...more },
});
const textSchema = z.object({ messages: z.tuple([z.object({ content: z.string() })]) });
const idOf = (customId: string): string => jobIdOf(teamQueue.workspace.id, rowOf(customId));
const end = { batchId: 'x' as never, attempts: 1, inputTokens: 0, outputTokens: 0, cost: 0 };
/** Makes the tries that a failed row has left due at once. */
const hurry = (): Promise<object[]> =>
  db.query(`UPDATE ${queueSchema}.job SET start_after = now() WHERE state = 'retry'`);

test('the version of pg-boss’s tables is that of the installed pg-boss', async () => {
  const file = JSON.parse(await readFile('node_modules/pg-boss/package.json', 'utf8'));
  expect(file.pgboss.schema).toBe(bossSchemaVersion);
  expect(await areWorkersInstalled(db)).toBe(true);
  await expect(installWorkers(db)).resolves.toBeUndefined();
});

test('a row goes to one worker, and its answer back to its device once', async () => {
  const odd = 'row \u0000 \ud800 "';
  const rows = ['row 1', 'row 2', odd].map((customId) => rowOf(customId));
  await sendRows(teamQueue, 'chat', rows);
  // After a kill the device sends them again.
  await sendRows(teamQueue, 'chat', rows);
  expect(await queueLengths(teamQueue)).toEqual([{ kind: 'chat', waiting: 3, underWay: 0 }]);
  const [one, other] = [new HeldRows(teamQueue, 'chat'), new HeldRows(teamQueue, 'chat')];
  expect([await one.fetch(2), await other.fetch(5), await other.fetch(5)]).toEqual([2, 1, 0]);
  expect(await rowsUnderWay(teamQueue, { kind: 'chat', batchId: 'batch' })).toBe(3);
  // Rows of one piece come in any order.
  for (const held of [one, other]) {
    for (const { customId, body } of held.begin(5)) {
      const of = textSchema.parse(body).messages[0].content;
      expect(customId).toBe(idOf(of));
      const state = of === odd ? 'rejected' : 'done';
      expect(held.end({ ...end, customId, state, response: { of } })).toBe(true);
    }
  }
  await one.settle();
  await other.settle();
  expect([one.size, other.size]).toEqual([0, 0]);

  const waiting = await waitingAnswers(teamQueue, {
    deviceId: 'device',
    batchId: 'batch',
    limit: 10,
  });
  const kept = waiting.map(({ customId, answer }) => [JSON.parse(customId), JSON.parse(answer)]);
  expect(kept.sort()).toEqual(rows.map(({ customId: of }) => [of, { of }]).sort());
  expect(
    await waitingAnswers(teamQueue, { deviceId: 'else', batchId: 'batch', limit: 10 }),
  ).toEqual([]);
  await removeAnswers(
    teamQueue,
    waiting.map(({ jobId }) => jobId),
  );
  expect(await db.query(`SELECT count(*)::int AS n FROM ${queueSchema}.job`)).toEqual([{ n: 0 }]);
  expect(await db.query(`SELECT count(*)::int AS n FROM ${workersSchema}.answers`)).toEqual([
    { n: 0 },
  ]);
});

test('a worker that lost its lease: one answer is kept, and nobody asks again', async () => {
  await sendRows(teamQueue, 'chat', [rowOf('late')]);
  const [lost, next] = [new HeldRows(teamQueue, 'chat'), new HeldRows(teamQueue, 'chat')];
  await lost.fetch(1);
  await db.query(`UPDATE ${queueSchema}.job SET heartbeat_on = now() - interval '1 hour'`);
  await db.query(`UPDATE ${queueSchema}.queue SET monitor_claim_on = NULL, monitor_on = NULL`);
  await teamQueue.boss.supervise();
  await hurry();
  expect(await next.fetch(1)).toBe(1);
  lost.begin(1);
  lost.end({ ...end, customId: idOf('late'), state: 'done', response: 'first' });
  await lost.settle();
  next.begin(1);
  next.end({ ...end, customId: idOf('late'), state: 'done', response: 'second' });
  await next.settle();
  const answers = await waitingAnswers(teamQueue, {
    deviceId: 'device',
    batchId: 'batch',
    limit: 10,
  });
  expect(answers).toMatchObject([{ answer: '"first"' }]);
  await removeAnswers(teamQueue, [idOf('late')]);
});

test('a row that was taken back has no answer any more', async () => {
  await sendRows(teamQueue, 'chat', [rowOf('a')]);
  const held = new HeldRows(teamQueue, 'chat');
  await held.fetch(1);
  await sendRows(teamQueue, 'chat', [rowOf('b'), rowOf('c', { batchId: 'other' })]);
  await withdrawRows(teamQueue, ['batch']);
  expect(await queueLengths(teamQueue)).toEqual([{ kind: 'chat', waiting: 1, underWay: 1 }]);
  const answer = { deviceId: 'device', batchId: 'batch', customId: '"b"', answer: '1' };
  await storeAnswers(teamQueue, 'chat', [{ jobId: idOf('b'), ...answer }]);
  expect(
    await waitingAnswers(teamQueue, { deviceId: 'device', batchId: 'batch', limit: 9 }),
  ).toEqual([]);
  // What is given back is the next worker's at once.
  expect(await held.giveBack()).toBe(1);
  expect(await queueLengths(teamQueue)).toEqual([{ kind: 'chat', waiting: 2, underWay: 0 }]);
  await withdrawRows(teamQueue, ['batch', 'other']);
});

test('a row that no worker can answer is a dead letter with the reason of the last', async () => {
  await sendRows(teamQueue, 'embeddings', [
    rowOf('odd'),
    rowOf('media', { body: { of: [{ type: 'trendroom_media', videoId: 'v1', what: 'poster' }] } }),
  ]);
  const held = new HeldRows(teamQueue, 'embeddings');
  for (let tries = 0; tries < 4; tries++) {
    await held.fetch(5);
    held.begin(5);
    const why = { errorCode: 'endpoint.refused', errorMessage: `No \u0000 ${tries}.` } as const;
    held.end({ ...end, customId: idOf('odd'), state: 'failed', ...why });
    await held.settle();
    await hurry();
  }
  expect(await held.fetch(5)).toBe(0);
  const dead = await deadOf(teamQueue, { batchId: 'batch', round: 0 });
  expect(dead.sort((a, b) => a.customId.localeCompare(b.customId))).toEqual([
    {
      ...{ customId: 'media', tries: 4 },
      reason: {
        code: 'workers.noMedia',
        message: 'It refers to media, which the queue does not support.',
      },
    },
    { customId: 'odd', tries: 4, reason: { code: 'endpoint.refused', message: 'No   3.' } },
  ]);
  expect(await deadOf(teamQueue, { batchId: 'batch', round: 1 })).toEqual([]);
  const { dead: total, deadLetters } = await listDeadLetters(teamQueue, 10);
  expect(total).toBe(2);
  const letter = deadLetters.find(({ customId }) => customId === 'odd');
  expect(letter).toMatchObject({
    kind: 'embeddings',
    batchId: 'batch',
    reason: 'No   3.',
    tries: 4,
  });
  expect(await retryDead(teamQueue, letter && [letter.id])).toBe(1);
  expect(await held.fetch(5)).toBe(1);
  expect(held.begin(1)[0]?.body).toEqual(rowOf('odd').body);
  expect(await removeDead(teamQueue, { batchId: 'batch', before: 0 })).toBe(0);
  expect(await removeDead(teamQueue, { batchId: 'batch', before: 1 })).toBe(1);
  expect((await listDeadLetters(teamQueue, 10)).dead).toBe(0);
});

test('a worker is alive until it says nothing for a lease', async () => {
  const worker = {
    ...{ id: 'm', name: 'GPU box', version: '1', kinds: ['chat'], answersWith: 'team-chat' },
    ...{ underWay: 3, done: 40, failed: 1, rowsPerSecond: 2.5 },
  };
  await reportWorker(teamQueue, worker);
  expect(await listWorkers(teamQueue)).toMatchObject([{ ...worker, alive: true }]);
  await db.query(`UPDATE ${workersSchema}.workers SET seen_at = now() - interval '40 seconds'`);
  const [lost] = await listWorkers(teamQueue);
  expect(lost?.alive).toBe(false);
  expect(lost?.seenMsAgo).toBeGreaterThanOrEqual(40_000);
  await removeWorker(teamQueue, 'm');
  expect(await listWorkers(teamQueue)).toEqual([]);
});

test('a viewer has no queue', async () => {
  const viewer = { ...teamQueue.workspace, role: 'viewer' } as const;
  const opening = openTeamQueue(db, viewer, { logger: silentLogger });
  await expect(opening).rejects.toMatchObject({ code: 'sharing.notAllowed' });
});

/** Members of two workspaces, as docs/team-postgres.sql makes them, each with its own login. */
async function makeMembers(): Promise<void> {
  await db.exec(await readFile('docs/team-postgres.sql', 'utf8'));
  await db.query("INSERT INTO trendroom.workspaces (id, name) VALUES ('other', 'other')");
  for (const [role, kind, workspace] of [
    ['anna', 'editor', teamQueue.workspace.id],
    ['ben', 'editor', teamQueue.workspace.id],
    ['vera', 'viewer', teamQueue.workspace.id],
    ['olga', 'editor', 'other'],
  ]) {
    await db.exec(`CREATE ROLE ${role} IN ROLE trendroom_member`);
    await db.query('INSERT INTO trendroom.members VALUES ($1, $2, $3)', [workspace, role, kind]);
  }
}

async function as<Row extends object>(
  role: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  await db.exec(`SET SESSION AUTHORIZATION ${role}`);
  try {
    return await db.query<Row>(sql, values);
  } finally {
    await db.exec('SET SESSION AUTHORIZATION postgres');
  }
}
const refused = /row-level security|permission denied|no workspace/;

describe('the queue among members', () => {
  beforeAll(makeMembers);

  test('a viewer, and an editor of another workspace, read none of its rows and answers', async () => {
    await sendRows(teamQueue, 'chat', [rowOf('quoted')]);
    const answer = { ...rowOf('quoted'), answer: 'secret' };
    await storeAnswers(teamQueue, 'chat', [{ jobId: idOf('quoted'), ...answer }]);
    await reportWorker(teamQueue, {
      ...{ id: 'w', name: 'GPU box', version: '1', kinds: ['chat'], answersWith: 'team-chat' },
      ...{ underWay: 0, done: 0, failed: 0, rowsPerSecond: 0 },
    });
    const tables = ['job', 'job_common', 'queue'].map((table) => `${queueSchema}.${table}`);
    for (const table of [...tables, `${workersSchema}.answers`, `${workersSchema}.workers`]) {
      const rows = (role: string) => as(role, `SELECT * FROM ${table} LIMIT 1`);
      expect([table, await rows('vera'), await rows('olga')]).toEqual([table, [], []]);
      expect(await rows('anna')).toHaveLength(1);
    }
  });

  test('queues are made by editors of their workspace alone', async () => {
    const make = (role: string, workspace = teamQueue.workspace.id) =>
      as(role, `SELECT ${workersSchema}.make_queues($1, $2::text[])`, [workspace, ['chat']]);
    await expect(make('olga')).rejects.toThrow(refused);
    await expect(make('vera')).rejects.toThrow(refused);
    await expect(make('anna', 'other')).rejects.toThrow(refused);
    await expect(make('anna')).resolves.toHaveLength(1);
  });

  test('a worker cannot say that it runs for somebody else, nor change another’s', async () => {
    const columns = `workspace_id, id, name, version, kinds, answers_with, under_way, done, failed,
      rows_per_second, db_role`;
    const values = `'box', '1', '{}', '', 0, 0, 0, 0, 'ben'`;
    await as(
      'anna',
      `INSERT INTO ${workersSchema}.workers (${columns}) VALUES ($1, 'a', ${values})`,
      [teamQueue.workspace.id],
    );
    await as('anna', `UPDATE ${workersSchema}.workers SET db_role = 'ben' WHERE id = 'a'`);
    const change = `UPDATE ${workersSchema}.workers SET name = 'Of anna', db_role = 'ben'
      WHERE id = 'w' RETURNING id`;
    expect(await as('anna', change)).toEqual([]);
    const workers = await listWorkers(teamQueue);
    expect(workers.find(({ id }) => id === 'a')?.role).toBe('anna');
    expect(workers.find(({ id }) => id === 'w')?.name).toBe('GPU box');
  });

  test('what waits for what is not seen or changed across workspaces', async () => {
    await db.query(`INSERT INTO ${queueSchema}.job_dependency VALUES ($1, $2, $1, $2)`, [
      `${teamQueue.workspace.id}/chat`,
      idOf('quoted'),
    ]);
    const read = `SELECT * FROM ${queueSchema}.job_dependency`;
    expect([await as('olga', read), await as('vera', read)]).toEqual([[], []]);
    const remove = `DELETE FROM ${queueSchema}.job_dependency RETURNING child_name`;
    expect(await as('olga', remove)).toEqual([]);
    expect(await as('anna', remove)).toHaveLength(1);
  });
});

test('tables of the first version are brought to the rules of this one when the owner connects', async () => {
  const old = await openPglite();
  const first = { version: 1, statements: (schema: SchemaName) => teamSchema(schema).slice(0, 1) };
  const workspace = await openTeam(old, undefined, { ...first, oldestTables: 1 });
  await installWorkers(old);
  await old.exec(`UPDATE ${workersSchema}.workers_schema SET version = 1;
    CREATE POLICY see ON ${queueSchema}.job FOR SELECT
      USING (split_part(name, '/', 1) IN (SELECT trendroom.workspaces_of(current_user::text, false)))`);
  expect(await openTeam(old)).toEqual(workspace);
  expect(await areWorkersInstalled(old)).toBe(false);
  await installWorkers(old);
  expect(await areWorkersInstalled(old)).toBe(true);
  const policies = await old.query(
    `SELECT polname FROM pg_policy WHERE polrelid = '${queueSchema}.job'::regclass`,
  );
  expect(policies).toEqual([{ polname: 'change' }]);
  await old.close();
});
