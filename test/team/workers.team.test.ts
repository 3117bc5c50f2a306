import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Batch } from '../../src/contract/index.ts';
import { type FakeServer, startFakeServer } from '../../src/core/remote/testing/fakeServer.ts';
import { type Device, openDevice } from './support/device.ts';
import { makeDatabase, type TestDatabase } from './support/teamDatabase.ts';
import { startDeviceProcess, startWorker, type WorkerProcess } from './support/workers.ts';

let database: TestDatabase;
let server: FakeServer;
let device: Device;
let machines: Device[] = [];
let workers: WorkerProcess[] = [];

beforeEach(async () => {
  database = await makeDatabase();
  server = await startFakeServer();
  device = await openDevice();
  await device.sharing.connect({ target: database.address() });
  await device.teamWorkers.approve(true);
  machines = [];
  workers = [];
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  for (const machine of machines) await machine.close();
  await device.close();
  await server.close();
  await database.remove();
});

/** A machine with a library of its own, which has agreed that its server is sent texts. */
async function addWorker(...options: string[]): Promise<WorkerProcess> {
  const machine = await openDevice();
  machines.push(machine);
  await machine.addServer(server.url);
  const worker = startWorker(machine, database.address(), '--place', 'remote', ...options);
  workers.push(worker);
  return worker;
}

const asked: number[] = [];
/** Answers each row with its own number, and remembers who was asked. */
function answerNumbers(latencyMs: number): void {
  asked.length = 0;
  server.answer = ({ path, body }, response) => {
    if (path !== '/v1/chat/completions') return { object: 'list', data: [{ id: 'tiny' }] };
    const number = Number(/Number (\d+)/.exec(JSON.stringify(body))?.[1]);
    // What a server can do is asked as well.
    if (!Number.isNaN(number)) asked.push(number);
    const answer = { model: 'tiny', choices: [{ message: { content: `${number}` } }] };
    setTimeout(() => response.end(JSON.stringify(answer)), latencyMs);
    return undefined;
  };
}

const queue = async (rows: number, more = {}): Promise<Batch['id']> => {
  const { id } = await device.batches.create(
    { name: 'Hooks', kind: 'chat', place: 'workers' },
    Array.from({ length: rows }, (_, number) => ({
      customId: `row-${number}`,
      body: { messages: [{ role: 'user', content: `Number ${number}` }], ...more },
    })),
  );
  return id;
};
const progressOf = (id: Batch['id']) => device.batches.get(id).batch.progress;
const until = (holds: () => boolean, timeout = 60_000): Promise<void> =>
  expect.poll(holds, { timeout, interval: 50 }).toBe(true);
const ended = (id: Batch['id']): Promise<void> =>
  until(() => device.batches.get(id).batch.state === 'done');

/** Each row has the answer to its own request. */
function expectWhole(id: Batch['id'], rows: number): void {
  const { rows: kept } = device.batches.rows(id, { offset: 0, limit: rows });
  expect(kept).toHaveLength(rows);
  for (const { customId, state, response, model } of kept) {
    expect({ state, model }).toEqual({ state: 'done', model: 'tiny' });
    expect(response).toMatchObject({
      choices: [{ message: { content: customId.slice('row-'.length) } }],
    });
  }
}

test('two machines share a batch, one is killed in the middle, and each row comes back once', async () => {
  answerNumbers(20);
  const first = await addWorker('--name', 'first', '--concurrency', '8');
  const second = await addWorker('--name', 'second', '--concurrency', '8');
  await until(() => first.progress !== undefined && second.progress !== undefined);
  device.batches.start();
  const rows = 2_000;
  const id = await queue(rows);
  const both = [first, second];
  await until(() => both.every(({ progress }) => (progress?.done ?? 0) > 50));
  const { workers: seen } = await device.teamWorkers.get();
  expect(seen.map(({ name, alive, kinds }) => ({ name, alive, kinds }))).toEqual([
    { name: 'first', alive: true, kinds: expect.arrayContaining(['chat']) },
    { name: 'second', alive: true, kinds: expect.arrayContaining(['chat']) },
  ]);
  await first.kill();
  await ended(id);
  expectWhole(id, rows);
  // Asked again: at most what the killed machine had.
  expect(asked.length - rows).toBeLessThanOrEqual(8);
  // Nothing of the rows stays in the team's database, once the last answers have been acknowledged.
  await expect
    .poll(() => database.query('SELECT count(*)::int AS n FROM trendroom_workers.answers'), {
      timeout: 15_000,
    })
    .toEqual([{ n: 0 }]);
  await expect
    .poll(() => database.query('SELECT count(*)::int AS n FROM trendroom_queue.job'), {
      timeout: 15_000,
    })
    .toEqual([{ n: 0 }]);
  // Told to end, a machine removes itself; the one that was killed is seen as lost.
  expect(await second.interrupt()).toBe(0);
  const left = await device.teamWorkers.get();
  expect(left.workers.map(({ name }) => name)).toEqual(['first']);
}, 120_000);

test('a machine that is told to end gives back what it has not begun', async () => {
  answerNumbers(2_000);
  const first = await addWorker('--concurrency', '16');
  device.batches.start();
  const id = await queue(40);
  await until(() => (first.progress?.underWay ?? 0) > 0);
  expect(await first.interrupt()).toBe(0);
  // Not when a lease ends: all that has no answer waits for the next machine at once.
  const [left] = (await device.teamWorkers.get()).queues;
  expect(left?.underWay).toBe(0);
  expect(left?.waiting).toBeGreaterThan(0);
  answerNumbers(1);
  await addWorker();
  await ended(id);
  expectWhole(id, 40);
}, 60_000);

test('answers wait while the device is away, and a device that is killed again and again loses none', async () => {
  answerNumbers(5);
  const rows = 1_500;
  const id = await queue(rows);
  const waiting = async (): Promise<number> =>
    (await device.teamWorkers.get()).queues[0]?.waiting ?? 0;
  // Killed while it puts rows into the queue.
  const sending = startDeviceProcess(device, id);
  await expect.poll(waiting, { timeout: 30_000, interval: 5 }).toBeGreaterThan(0);
  sending.kill('SIGKILL');
  await once(sending, 'exit');
  const worker = await addWorker();
  for (const share of [0.2, 0.5]) {
    const running = startDeviceProcess(device, id);
    await until(() => progressOf(id).done > share * rows);
    running.kill('SIGKILL');
    await once(running, 'exit');
  }
  // The machine goes on alone.
  await until(() => worker.progress?.underWay === 0);
  const last = startDeviceProcess(device, id);
  expect((await once(last, 'exit'))[0]).toBe(0);
  expectWhole(id, rows);
  expect(asked).toHaveLength(rows);
  expect(new Set(asked).size).toBe(rows);
}, 120_000);

test('a paused batch leaves the queue, a cancelled one too, and a resumed one comes back', async () => {
  device.batches.start();
  const id = await queue(50);
  const waiting = async (): Promise<number> =>
    (await device.teamWorkers.get()).queues.reduce((sum, each) => sum + each.waiting, 0);
  await expect.poll(waiting, { timeout: 10_000 }).toBe(50);
  await device.batches.pause(id);
  await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
  await device.batches.resume(id);
  await expect.poll(waiting, { timeout: 10_000 }).toBe(50);
  await device.batches.cancel(id);
  await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
  expect(progressOf(id)).toMatchObject({ cancelled: 50, waiting: 0 });
}, 60_000);

test('what no machine can answer is a dead letter, and can be tried again from both sides', async () => {
  answerNumbers(1);
  const wellBehaved = server.answer;
  server.answer = (request, response) => {
    if (/Number [13]\D/.test(JSON.stringify(request.body))) {
      response.writeHead(400).end('{"error":{"message":"Too odd."}}');
      return undefined;
    }
    return wellBehaved(request, response);
  };
  await addWorker();
  device.batches.start();
  const id = await queue(5);
  await until(() => progressOf(id).failed === 2);
  expect(progressOf(id)).toMatchObject({ done: 3, failed: 2, waiting: 0 });
  expect(await device.batches.errors(id)).toMatchObject([
    { code: 'endpoint.refused', message: 'chat answered 400: Too odd.', rows: 2 },
  ]);
  const { dead, deadLetters } = await device.teamWorkers.get();
  expect(dead).toBe(2);
  expect(deadLetters.map(({ customId }) => customId).sort()).toEqual(['row-1', 'row-3']);
  expect(deadLetters[0]).toMatchObject({ kind: 'chat', batchId: id, tries: 4 });

  // From the list of workers: pg-boss puts one back; its answer is kept although the batch has
  // ended.
  server.answer = wellBehaved;
  const one = deadLetters.find(({ customId }) => customId === 'row-1');
  expect(await device.teamWorkers.retryDead(one && [one.id])).toBe(1);
  device.teamWorkers.start(device.batches);
  await until(() => progressOf(id).done === 4, 40_000);
  // From the batch: the row is asked in a new round, and the old letter is gone.
  await device.batches.retry(id);
  await ended(id);
  expectWhole(id, 5);
  expect((await device.teamWorkers.get()).dead).toBe(0);
}, 120_000);

test('only editors of the workspace may use its queue, and only with consent', async () => {
  await database.query(await readFile('docs/team-postgres.sql', 'utf8'));
  const [{ id: workspaceId }] = (await database.query('SELECT id FROM trendroom.workspaces')) as [
    { id: string },
  ];
  await database.query("INSERT INTO trendroom.workspaces (id, name) VALUES ('else', 'else')");
  const suffix = database.name.slice(5);
  const roles = { anna: 'editor', vera: 'viewer', olga: 'editor' } as const;
  for (const [person, role] of Object.entries(roles)) {
    const name = `${person}_${suffix}`;
    await database.query(`CREATE ROLE ${name} LOGIN IN ROLE trendroom_member`);
    await database.query('INSERT INTO trendroom.members VALUES ($1, $2, $3)', [
      ...[person === 'olga' ? 'else' : workspaceId, name, role],
    ]);
  }
  const as = (person: string): string => database.address(`${person}_${suffix}`);

  // An editor's worker answers what the owner's device asks.
  answerNumbers(1);
  const machine = await openDevice();
  machines.push(machine);
  await machine.addServer(server.url);
  workers.push(startWorker(machine, as('anna'), '--place', 'remote'));
  device.batches.start();
  const id = await queue(20);
  await ended(id);
  expectWhole(id, 20);

  // A viewer's is refused, and so is one of another workspace.
  for (const [person, options, message] of [
    ['vera', [], /viewer/],
    ['olga', ['--workspace', 'team'], /not a member of the workspace team/],
  ] as const) {
    const refused = startWorker(machine, as(person), ...options);
    workers.push(refused);
    await until(() => refused.child.exitCode !== null);
    expect(JSON.parse(refused.said[0] ?? '')).toMatchObject({
      error: { code: 'sharing.notAllowed', message: expect.stringMatching(message) },
    });
  }
  // By hand, too: rows of others are not seen, queues are nobody's to make or change.
  await device.teamWorkers.approve(true);
  await Promise.all(workers.map((worker) => worker.kill()));
  queue(3);
  const { default: pg } = await import('pg');
  for (const [person, sql, refused] of [
    ['olga', 'SELECT count(*)::int AS n FROM trendroom_queue.job', undefined],
    ['anna', "UPDATE trendroom_queue.queue SET table_name = 'x'", /permission denied/],
    ['anna', "INSERT INTO trendroom_queue.queue (name) VALUES ('x')", /permission denied/],
    ['anna', "SELECT trendroom_queue.create_queue('x', '{}')", /permission denied/],
    ['anna', 'DROP TABLE trendroom_queue.job', /must be owner/],
  ] as const) {
    const client = new pg.Client({ connectionString: as(person) });
    await client.connect();
    const answer = client.query(sql);
    if (refused === undefined) expect((await answer).rows).toEqual([{ n: 0 }]);
    else await expect(answer).rejects.toThrow(refused);
    await client.end();
  }

  // Without consent nothing is put into the queue, what is there comes out, and the batch says why.
  const queued = async () => (await device.teamWorkers.get()).queues;
  await expect.poll(queued).toEqual([{ kind: 'chat', waiting: 3, underWay: 0 }]);
  await device.teamWorkers.approve(false);
  expect(await queued()).toEqual([]);
  const kept = await queue(2);
  await until(() => device.batches.get(kept).batch.waitingFor?.code === 'workers.notApproved');
}, 120_000);
