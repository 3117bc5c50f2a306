import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compileDisk } from './disk/compileDisk.ts';
import { type Call, readLog } from './disk/readLog.ts';
import { edits } from './operations/edits.ts';
import { ingest } from './operations/ingest.ts';
import type { Operation } from './operations/operation.ts';
import { runOperation } from './work/runOperation.ts';

const run = promisify(execFile);
const main = join(import.meta.dirname, 'main.ts');
const disk = await compileDisk();
const withoutDisk = 'missing' in disk ? disk.missing : undefined;

let place = '';
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'trendroom-faults-'));
});
afterEach(() => rm(place, { recursive: true, force: true }));

test('each fault is tried, and the table says how it went', async (context) => {
  if (withoutDisk !== undefined) return context.skip(withoutDisk);
  const { stdout } = await run(process.execPath, [main, '--trials', '2', '--only', 'backup']);
  const rows = stdout
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.includes('| lost |'));
  expect(rows.map((row) => row.split(' | ').slice(0, 4).join(' | '))).toEqual([
    '| kill -9: backup | 2 | 0 | 0',
    '| power loss: backup | 2 | 0 | 0',
    '| full disk: backup | 2 | 0 | 0',
    '| a bit of the database flipped | 2 | 0 | 0',
    '| write-ahead log lost after kill -9 | 2 | 0 | 0',
    '| clock jumps: backups | 2 | 0 | 0',
  ]);
  // Some thirty programs are started, one after the other.
}, 300_000);

test('a wrong name, and a number of trials that is none, say what is right', async () => {
  for (const args of [['kil'], ['kill', '--trials', '0']]) {
    await expect(run(process.execPath, [main, ...args])).rejects.toMatchObject({ code: 2 });
  }
});

/** The calls of an operation, in order, and which inodes were write-ahead logs. */
async function callsOf(
  operation: Operation,
  library: string,
): Promise<{ calls: Call[]; logs: Set<number> }> {
  const folder = join(place, 'disk');
  await mkdir(folder);
  await operation.prepare(folder);
  await runOperation({ operation, folder, library, log: join(place, 'log') });
  const calls = await readLog(join(place, 'log'));
  const created = calls.filter((call) => call.kind === 'create');
  const logs = created.filter(({ path }) => path.endsWith('library.sqlite-wal'));
  return { calls, logs: new Set(logs.map(({ inode }) => inode)) };
}

test.each([ingest, edits])(
  '$name removes no file while the disk may lack what was committed before, and names none that the disk may lack',
  async (operation) => {
    if ('missing' in disk) return;
    const { calls, logs } = await callsOf(operation, disk.library);
    const isSafe = { log: true, names: true };
    const wrong: Call[] = [];
    for (const call of calls) {
      if ('inode' in call && logs.has(call.inode)) isSafe.log = call.kind === 'sync';
      if (call.kind === 'rename' && call.to.includes('/media/')) isSafe.names = false;
      if (call.kind === 'syncFolder' && call.path.includes('/media/')) isSafe.names = true;
      const isKept = call.kind === 'remove' && /\/(media|uploads|work)\/(?!tmp)/.test(call.path);
      if (isKept && !call.path.endsWith('.new') && !isSafe.log) wrong.push(call);
      // A commit follows.
      if (call.kind === 'write' && logs.has(call.inode) && !isSafe.names) wrong.push(call);
    }
    expect(wrong).toEqual([]);
    expect(calls.some(({ kind }) => kind === 'remove')).toBe(true);
  },
);
