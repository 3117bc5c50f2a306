import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError, silentLogger } from '../../base/index.ts';
import type { JobKind } from '../jobKind.ts';
import { openTestQueue, type TestQueue, testKind } from '../testing/testQueue.ts';
import { createSchedules, type Schedules, type ScheduleTask } from './createSchedules.ts';
import type { ScheduledPayload } from './scheduledRun.ts';

const clock = { nowMs: () => Date.now() };
const noon = new Date(2026, 10, 24, 12, 0, 0).getTime();
const hour = 3_600_000;
let opened: TestQueue;
let schedules: Schedules;
let done: string[];
let work: () => Promise<string>;
let hasWork: () => boolean;

/** A kind that does what the test says. */
function kindOf(name: string): JobKind<ScheduledPayload> {
  return testKind<ScheduledPayload>(
    {
      work: async ({ update }) => {
        done.push(name);
        update({ summary: await work() });
      },
    },
    { kind: name },
  );
}
const kinds = {
  ...{ backup: kindOf('backup'), verify: kindOf('verify'), reindex: kindOf('reindex') },
  ...{ checkEndpoints: kindOf('checkEndpoints'), sync: kindOf('sync') },
  ...{ observe: kindOf('observe'), report: kindOf('report') },
};

beforeEach(() => {
  vi.useFakeTimers({ now: noon, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  opened = openTestQueue({ kinds: Object.values(kinds), clock });
  done = [];
  hasWork = () => false;
  work = async () => 'Nothing was missing.';
  schedules = open();
});
afterEach(async () => {
  schedules.dispose();
  vi.useRealTimers();
  await opened.close();
});

function open(): Schedules {
  const { library, queue } = opened;
  const task = (name: keyof typeof kinds, enabledByDefault: boolean): ScheduleTask => ({
    ...{ title: name, defaultCron: '30 12 * * *', enabledByDefault, jobKind: name },
    enqueue: (schedule) =>
      queue.enqueue(kinds[name], { schedule }, { label: name, dedupeKey: name }),
  });
  return createSchedules({
    ...{ library, clock, queue, logger: silentLogger },
    tasks: {
      backup: task('backup', false),
      verify: task('verify', true),
      reindex: task('reindex', false),
      checkEndpoints: task('checkEndpoints', false),
      observe: task('observe', false),
      report: task('report', false),
      sync: { ...task('sync', true), hasWork: () => hasWork() },
    },
  });
}

const runsOf = (name: string) => schedules.list().find(({ kind }) => kind === name)?.runs;

/** Lets the queue's own turns of the event loop pass, in which it takes up and ends jobs. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve));
}
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
}
/** A machine that sleeps most of each day: a minute of each is enough for what was due in it. */
async function passDays(days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    vi.setSystemTime(Date.now() + 24 * hour - 60_000);
    await pass(60_000);
  }
}

test('what is due is queued on time, once, and the queue keeps what was done', async () => {
  opened.queue.start();
  schedules.start();
  await pass(29 * 60_000);
  expect(done).toEqual([]);
  await pass(60_000);
  await pass(hour);
  expect(done).toEqual(['verify']);
  expect(schedules.list().find(({ kind }) => kind === 'verify')).toMatchObject({
    nextAtMs: noon + hour / 2 + 24 * hour,
    runs: [{ state: 'done', reason: 'onTime', summary: 'Nothing was missing.' }],
  });
  const [run] = runsOf('verify') ?? [];
  expect(opened.queue.list({ limit: 10 }).map(({ id }) => id)).toEqual([run?.jobId]);
});

test('days that were slept through are caught up once', async () => {
  opened.queue.start();
  schedules.start();
  schedules.dispose();
  vi.setSystemTime(noon + 72 * hour);
  schedules = open();
  schedules.start();
  await pass(60_000);
  expect(done).toEqual(['verify']);
  expect(runsOf('verify')).toMatchObject([
    { reason: 'caughtUp', dueAtMs: noon + 48.5 * hour, state: 'done' },
  ]);
});

test('a clock that goes back repeats nothing', async () => {
  opened.queue.start();
  schedules.start();
  await pass(hour);
  vi.setSystemTime(noon);
  await pass(hour);
  expect(done).toEqual(['verify']);
});

test('a run with the clock in 2099 stops no schedule once the clock is right again', async () => {
  opened.queue.start();
  schedules.start();
  await pass(hour);
  vi.setSystemTime(new Date(2099, 5, 1, 12, 0, 0));
  await pass(60_000);
  schedules.dispose();
  expect(done).toEqual(['verify', 'verify']);

  // The next start, with the clock set right.
  vi.setSystemTime(noon + 48 * hour);
  schedules = open();
  schedules.start();
  const verify = () => schedules.list().find(({ kind }) => kind === 'verify');
  expect(verify()).toMatchObject({ notice: expect.stringContaining('set back') });
  await pass(hour);
  expect(done).toEqual(['verify', 'verify', 'verify']);
  expect(verify()).not.toHaveProperty('notice');
  expect(verify()?.runs.map(({ dueAtMs }) => new Date(dueAtMs).getFullYear())).toEqual([
    ...[2026, 2099, 2026],
  ]);
});

test('a clock that is set back while the program runs stops a frequent schedule for one interval at most', async () => {
  opened.queue.start();
  hasWork = () => true;
  schedules.start();
  schedules.set('sync', { cron: '*/15 * * * *' });
  await pass(hour / 4);
  const before = done.length;
  vi.setSystemTime(noon - 10 * hour);
  await pass(hour / 2);
  expect(done.length).toBeGreaterThan(before);
});

test('what has not ended is not queued again, by time or by hand', async () => {
  let finish = (_: string): void => {};
  work = () =>
    new Promise((resolve) => {
      finish = resolve;
    });
  opened.queue.start();
  schedules.start();
  await pass(hour);
  await passDays(2);
  expect(done).toEqual(['verify']);
  const running = schedules.run('verify');
  expect(running).toMatchObject({ state: 'running', id: runsOf('verify')?.[0]?.jobId });
  finish('At last.');
  await settle();
  await passDays(1);
  expect(done).toEqual(['verify', 'verify']);
  finish('Again.');
  await settle();
  expect(runsOf('verify')?.map(({ summary }) => summary)).toEqual(['Again.', 'At last.']);
});

test('a failure is told with its message, and the next time comes', async () => {
  work = async () => {
    throw new AppError('disk.full', 'No space is left.');
  };
  opened.queue.start();
  schedules.start();
  schedules.run('backup');
  await settle();
  expect(runsOf('backup')).toMatchObject([
    { state: 'failed', reason: 'byHand', summary: 'No space is left.' },
  ]);
  await pass(hour);
  await passDays(1);
  expect(done).toEqual(['backup', 'verify', 'verify']);
});

test('a task that throws where its job is queued harms nothing but its own time', async () => {
  const unhandled: unknown[] = [];
  const onUnhandled = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', onUnhandled);
  try {
    hasWork = () => {
      throw new Error('the library cannot be read');
    };
    opened.queue.start();
    schedules.start();
    await pass(hour);
    await passDays(1);
    expect({ done, unhandled }).toEqual({ done: ['verify', 'verify'], unhandled: [] });
  } finally {
    process.off('unhandledRejection', onUnhandled);
  }
});

test('a run that the end of the program cut short goes on at the next start', async () => {
  work = () => new Promise(() => {});
  opened.queue.start();
  schedules.run('verify');
  await settle();
  expect(runsOf('verify')).toMatchObject([{ state: 'running' }]);
  // Another process finds the job as a killed one left it.
  work = async () => 'All is whole.';
  const next = opened.open(Object.values(kinds));
  next.queue.start();
  await settle();
  expect(runsOf('verify')).toMatchObject([{ state: 'done', summary: 'All is whole.' }]);
});

test('a changed time counts from now; a wrong one changes nothing', async () => {
  opened.queue.start();
  schedules.start();
  expect(schedules.set('verify', { cron: '0 9 * * 1-5' })).toMatchObject({
    cron: '0 9 * * 1-5',
    nextAtMs: noon + 21 * hour,
  });
  for (const cron of ['every day', '* * * * * *', '61 * * * *']) {
    expect(() => schedules.set('verify', { cron })).toThrow(
      expect.objectContaining({ code: 'schedule.invalid' }),
    );
  }
  expect(schedules.set('verify', { enabled: false })).not.toHaveProperty('nextAtMs');
  await passDays(2);
  expect(done).toEqual([]);
});

test('a time at which there is nothing to do passes without a job', async () => {
  opened.queue.start();
  schedules.start();
  await pass(hour);
  expect(runsOf('sync')).toEqual([]);
  hasWork = () => true;
  await passDays(1);
  expect(runsOf('sync')).toHaveLength(1);
});

test('only the newest hundred jobs of a schedule stay in the history', async () => {
  // Nothing runs here: what another process has done is in the table.
  const insert = opened.library.db.$client.prepare(
    `INSERT INTO jobs (id, kind, label, state, payload, created_at_ms, finished_at_ms)
     VALUES (?, 'verify', 'verify', 'done', '{}', ?, ?)`,
  );
  for (let index = 0; index < 130; index++) insert.run(`job-${index}`, index, index);
  schedules.start();
  await vi.advanceTimersByTimeAsync(hour);
  const jobs = opened.queue.list({ limit: 1_000 });
  expect(jobs.map(({ state }) => state)).toEqual(['waiting', ...Array(100).fill('done')]);
  expect(jobs.at(-1)?.id).toBe('job-30');
});
