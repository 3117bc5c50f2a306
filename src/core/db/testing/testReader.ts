import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../base/index.ts';
import type { ReadTask } from '../library.ts';
import { serveReader } from '../readers/serveReader.ts';

/** The value of a setting. */
export const readSetting: ReadTask<string, string | undefined> = {
  name: 'test.setting',
  priority: 'interactive',
  run: ({ db }, key) =>
    db.$client
      .prepare<[string], string>('SELECT value FROM settings WHERE key = ?')
      .pluck()
      .get(key),
};

export const writeSetting: ReadTask<string, void> = {
  name: 'test.write',
  priority: 'interactive',
  run: ({ db }, key) => {
    db.$client.prepare("INSERT INTO settings (key, value) VALUES (?, '1')").run(key);
  },
};

/** One statement that counts for so many rows, a million about 50 ms; gives their number. */
export const countRows: ReadTask<number, number | undefined> = {
  name: 'test.count',
  priority: 'interactive',
  run: ({ db }, rows) =>
    db.$client
      .prepare<[number], number>(
        `WITH RECURSIVE row(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM row LIMIT ?)
         SELECT count(*) FROM row`,
      )
      .pluck()
      .get(rows),
};

/** Waits and gives when it began and ended, on the clock of the machine. */
export const waitInteractive: ReadTask<number, [number, number]> = {
  name: 'test.wait',
  priority: 'interactive',
  run: (_, waitMs, { signal }) => wait(waitMs, signal),
};

export const waitBackground: ReadTask<number, [number, number]> = {
  name: 'test.background',
  priority: 'background',
  run: (_, waitMs, { signal }) => wait(waitMs, signal),
};

export const fail: ReadTask<void, void> = {
  name: 'test.fail',
  priority: 'interactive',
  run: () => {
    throw new AppError('video.notFound', 'Video x not found.');
  },
};

export const crash: ReadTask<void, void> = {
  name: 'test.crash',
  priority: 'interactive',
  run: () => process.exit(1),
};

async function wait(waitMs: number, signal: AbortSignal | undefined): Promise<[number, number]> {
  const startedAtMs = Date.now();
  await sleep(waitMs, undefined, { signal });
  return [startedAtMs, Date.now()];
}

serveReader([readSetting, writeSetting, countRows, waitInteractive, waitBackground, fail, crash]);
