import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError, silentLogger } from '../../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createSchedules, type ScheduleTask } from './createSchedules.ts';

let temporary: TemporaryLibrary;
let done: string[];
let work: () => Promise<string>;
let hasWork: boolean;
const noon = new Date(2026, 10, 24, 12, 0, 0).getTime();
const hour = 3_600_000;

beforeEach(async () => {
  vi.useFakeTimers({ now: noon, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  temporary = await temporaryLibrary();
  done = [];
  hasWork = false;
  work = async () => 'Nothing was missing.';
});
afterEach(async () => {
  vi.useRealTimers();
  await temporary.remove();
});

function open() {
  const task = (name: string, enabledByDefault: boolean): ScheduleTask => ({
    title: name,
    defaultCron: '30 12 * * *',
    enabledByDefault,
    run: async () => {
      done.push(name);
      return work();
    },
  });
  return createSchedules({
    library: temporary.library,
    clock: { nowMs: () => Date.now() },
    logger: silentLogger,
    tasks: {
      backup: task('backup', false),
      verify: task('verify', true),
      reindex: task('reindex', false),
      checkEndpoints: task('checkEndpoints', false),
      sync: { ...task('sync', true), hasWork: () => hasWork },
    },
  });
}
/** Time passes with one look an hour: a day of looks each minute would be 1,440 of them. */
async function passHours(hours: number): Promise<void> {
  for (let passed = 0; passed < hours; passed += 1) {
    vi.setSystemTime(Date.now() + hour - 60_000);
    await vi.advanceTimersByTimeAsync(60_000);
  }
}
const verifyOf = (schedules: ReturnType<typeof open>) =>
  schedules.list().find(({ kind }) => kind === 'verify');

test('what is due runs on time, once, and its words are kept', async () => {
  const schedules = open();
  schedules.start();
  await vi.advanceTimersByTimeAsync(29 * 60_000);
  expect(done).toEqual([]);
  await vi.advanceTimersByTimeAsync(3 * hour);
  expect(done).toEqual(['verify']);
  expect(verifyOf(schedules)).toMatchObject({
    nextAtMs: noon + hour / 2 + 24 * hour,
    runs: [{ outcome: 'done', reason: 'onTime', words: 'Nothing was missing.' }],
  });
  await schedules.dispose();
});

test('days that were slept through are caught up once', async () => {
  const first = open();
  first.start();
  await first.dispose();
  vi.setSystemTime(noon + 72 * hour);
  const second = open();
  second.start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(done).toEqual(['verify']);
  expect(verifyOf(second)?.runs).toMatchObject([
    { reason: 'caughtUp', dueAtMs: noon + 48.5 * hour, outcome: 'done' },
  ]);
  await second.dispose();
});

test('a clock that goes back repeats nothing', async () => {
  const schedules = open();
  schedules.start();
  await vi.advanceTimersByTimeAsync(hour);
  vi.setSystemTime(noon);
  await vi.advanceTimersByTimeAsync(hour);
  expect(done).toEqual(['verify']);
  await schedules.dispose();
});

test('what still runs is not begun again, by time or by hand', async () => {
  let finish = (_: string): void => {};
  work = () =>
    new Promise((resolve) => {
      finish = resolve;
    });
  const schedules = open();
  schedules.start();
  await passHours(50);
  expect(done).toEqual(['verify']);
  await expect(schedules.run('verify')).rejects.toMatchObject({ code: 'schedule.running' });
  finish('At last.');
  await passHours(24);
  expect(done).toEqual(['verify', 'verify']);
  finish('Again.');
  await schedules.dispose();
});

test('a failure is told in its words, and the next time comes', async () => {
  work = async () => {
    throw new AppError('disk.full', 'No space is left.');
  };
  const schedules = open();
  await expect(schedules.run('backup')).resolves.toMatchObject({
    enabled: false,
    runs: [{ outcome: 'failed', reason: 'byHand', words: 'No space is left.' }],
  });
  await schedules.dispose();
});

test('a run that a kill cut short is told as interrupted', async () => {
  const killed = open();
  work = () => new Promise(() => {});
  void killed.run('verify');
  const schedules = open();
  schedules.start();
  expect(verifyOf(schedules)?.runs).toMatchObject([{ outcome: 'interrupted' }]);
  work = async () => '';
  await schedules.dispose();
});

test('a changed time counts from now; a wrong one changes nothing', async () => {
  const schedules = open();
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
  await passHours(48);
  expect(done).toEqual([]);
  await schedules.dispose();
});

test('a time at which there is nothing to do passes without a word', async () => {
  const schedules = open();
  const syncs = () => schedules.list().find(({ kind }) => kind === 'sync')?.runs.length;
  schedules.start();
  await vi.advanceTimersByTimeAsync(hour);
  expect(syncs()).toBe(0);
  hasWork = true;
  await passHours(24);
  await schedules.dispose();
  expect(syncs()).toBe(1);
});
