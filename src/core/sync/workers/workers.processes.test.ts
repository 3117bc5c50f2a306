import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { silentLogger } from '../../base/index.ts';
import { openTeam } from '../postgres/openTeam.ts';
import { openPglite } from '../postgres/pgliteDatabase.ts';
import type { TeamDatabase } from '../postgres/teamDatabase.ts';
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
