import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Logger, silentLogger, systemClock } from '../base/index.ts';
import { verifyLibrary } from '../library/index.ts';
import { describeLoss, type Library, openLibrary } from './index.ts';

let folder = '';
let directory = '';
let warnings: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trendroom-state-'));
  directory = join(folder, 'library');
  warnings = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const logger: Logger = {
  ...silentLogger,
  warn: (message) => void (message !== 'slow statement' && warnings.push(message)),
};
const open = (place = directory): Library =>
  openLibrary({ directory: place, clock: systemClock, logger });
const write = ({ db }: Library, key: string): unknown =>
  db.$client.exec(`INSERT INTO settings VALUES ('${key}', '1')`);

/** The library as a kill leaves it now. */
function killed(library: Library, name: string): string {
  const copy = join(folder, name);
  cpSync(library.directory, copy, { recursive: true });
  return copy;
}

test('a log that held the last changes and is gone is noticed, and told until it is dealt with', async () => {
  const first = open();
  write(first, 'kept');
  // What was checkpointed stays; what came after goes with the log, although nothing looks wrong.
  first.db.$client.pragma('wal_checkpoint(TRUNCATE)');
  write(first, 'lost');
  const place = killed(first, 'crashed');
  first.close();
  rmSync(join(place, 'library.sqlite-wal'));
  rmSync(join(place, 'library.sqlite-shm'));

  open(place).close();
  expect(warnings).toEqual([expect.stringContaining('library.sqlite-wal, which held them')]);
  const again = open(place);
  expect(warnings).toHaveLength(2);
  const { ok, problems } = await verifyLibrary(again);
  expect([ok, problems]).toEqual([
    false,
    [{ kind: 'database', detail: expect.stringMatching(/last changes may be lost.*restore FILE/) }],
  ]);
  again.close();
  rmSync(join(place, 'library.state.json'));
  open(place).close();
  expect(describeLoss(place)).toBeUndefined();
});

test.each(['an earlier copy', 'an empty file'])(
  '%s in place of the database is noticed',
  (what) => {
    open().close();
    const file = join(directory, 'library.sqlite');
    copyFileSync(file, join(folder, 'earlier'));
    open().close();
    if (what === 'an empty file') writeFileSync(file, '');
    else copyFileSync(join(folder, 'earlier'), file);
    open().close();
    expect(warnings).toEqual([expect.stringContaining('was older')]);
  },
);

test('a loss of power that takes back the last opening is no earlier copy', () => {
  open().close();
  const library = open();
  const place = killed(library, 'crashed');
  library.close();
  // Of the log, which nothing synchronised yet, the disk has the beginning.
  truncateSync(join(place, 'library.sqlite-wal'), 32);
  open(place).close();
  expect(warnings).toEqual([]);
});

test('a library that was replaced while it was open says nothing of the new one when it is closed again', () => {
  for (let opening = 0; opening < 3; opening++) open().close();
  const library = open();
  library.close();
  rmSync(directory, { recursive: true });
  open().close();
  library.close();
  open().close();
  expect(warnings).toEqual([]);
});

test('nothing is said of what is in order: a close, a kill, a second process', () => {
  open().close();
  const [first, second] = [open(), open()];
  write(first, 'one');
  second.close();
  write(first, 'two');
  const place = killed(first, 'crashed');
  first.close();
  expect(existsSync(join(directory, 'library.sqlite-wal'))).toBe(false);
  open().close();
  open(place).close();
  open(place).close();
  expect(warnings).toEqual([]);
});
