import { mock } from 'node:test';
import { silentLogger } from '../../../../src/core/base/index.ts';
import {
  createSchedules,
  type ScheduledPayload,
  type ScheduleTask,
} from '../../../../src/core/jobs/index.ts';
import { openTestQueue, testKind } from '../../../../src/core/jobs/testing/testQueue.ts';
import type { ClockTrial } from '../../faults/clocks.ts';
import { dayMs, jumps, todayMs } from './jumps.ts';

const names = [
  'backup',
  'verify',
  'reindex',
  'checkEndpoints',
  'sync',
  'observe',
  'report',
] as const;
const minuteMs = 60_000;

/** Every schedule, due each day: once the clock is right it runs each day again, and once. */
export async function schedulesInTime(): Promise<{ trial: ClockTrial; close(): Promise<void> }> {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: todayMs });
  return { trial, close: async () => mock.timers.reset() };
}

const trial: ClockTrial = async (chance) => {
  // What the clock says is off by so much; timers count on as they do.
  let wrongByMs = 0;
  const clock = { nowMs: () => Date.now() + wrongByMs };
  const kind = testKind<ScheduledPayload>({ work: () => undefined });
  const opened = openTestQueue({ kinds: [kind], clock });
  const runs = new Map<string, number>();
  const task = (name: (typeof names)[number]): ScheduleTask => ({
    ...{ title: name, defaultCron: '30 12 * * *', enabledByDefault: true, jobKind: 'test' },
    enqueue: (schedule) => {
      runs.set(name, (runs.get(name) ?? 0) + 1);
      return opened.queue.enqueue(kind, { schedule }, { label: name });
    },
  });
  const tasks = {
    ...{ backup: task('backup'), verify: task('verify'), reindex: task('reindex') },
    ...{ checkEndpoints: task('checkEndpoints'), sync: task('sync') },
    ...{ observe: task('observe'), report: task('report') },
  };
  const open = () =>
    createSchedules({
      ...{ library: opened.library, clock, queue: opened.queue, logger: silentLogger, tasks },
    });
  let schedules = open();
  try {
    schedules.start();
    for (const time of jumps(chance)) {
      wrongByMs = time - Date.now();
      // Noticed by the running program, or at its next start.
      if (chance.below(2) === 0) {
        schedules.dispose();
        schedules = open();
        schedules.start();
      }
      await pass(chance.below(90));
    }
    await passDay();
    for (const day of [1, 2, 3]) {
      runs.clear();
      await passDay();
      const counts = names.map((name) => runs.get(name) ?? 0);
      if (counts.some((count) => count !== 1)) return `day ${day}: ran ${counts.join(', ')} times`;
    }
    return undefined;
  } finally {
    schedules.dispose();
    await opened.close();
  }
};

async function passDay(): Promise<void> {
  const until = Date.now() + dayMs;
  // Asleep but for the hour in which things are due.
  mock.timers.setTime(until - 60 * minuteMs);
  await pass(60);
}

async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    mock.timers.tick(minuteMs);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
