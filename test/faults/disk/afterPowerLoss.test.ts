import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Chance } from '../../fuzz/engine/chance.ts';
import { writeAfterPowerLoss } from './afterPowerLoss.ts';
import type { Call } from './readLog.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-power-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const write = (text: string, offset = 0): Call => ({
  ...{ kind: 'write', inode: 1, offset, bytes: Buffer.from(text) },
});

/** Every disk that chance makes of these calls: each file with what is in it. */
async function disksAfter(calls: Call[], before: Record<string, string> = {}): Promise<unknown[]> {
  const beginning = Object.entries(before).map(([name, text], number) => ({
    ...{ path: at(name), inode: 100 + number, bytes: Buffer.from(text) },
  }));
  const found = new Set<string>();
  for (let seed = 0; seed < 60; seed++) {
    await rm(folder, { recursive: true });
    await mkdir(folder);
    const chance = new Chance(seed);
    await writeAfterPowerLoss(folder, { beginning, calls, count: calls.length, chance });
    const names = (await readdir(folder)).sort();
    const files = await Promise.all(
      names.map(async (name) => [name, await readFile(at(name), 'utf8')]),
    );
    found.add(JSON.stringify(Object.fromEntries(files)));
  }
  return [...found].map((text) => JSON.parse(text)).toSorted();
}

test('a file whose bytes and name were synchronised is there', async () => {
  const calls: Call[] = [
    { kind: 'create', inode: 1, path: at('new') },
    write('text'),
    { kind: 'sync', inode: 1 },
    { kind: 'rename', from: at('new'), to: at('name') },
    { kind: 'syncFolder', path: folder },
  ];
  expect(await disksAfter(calls)).toEqual([{ name: 'text' }]);
});

test('bytes without a sync, and a name whose folder was not synchronised, may be gone', async () => {
  const create: Call = { kind: 'create', inode: 1, path: at('new') };
  const named: Call = { kind: 'rename', from: at('new'), to: at('old') };
  expect(await disksAfter([create, write('text'), { kind: 'syncFolder', path: folder }])).toEqual(
    expect.arrayContaining([{ new: '' }, { new: 'text' }]),
  );
  const synced: Call[] = [create, write('text'), { kind: 'sync', inode: 1 }, named];
  const disks = await disksAfter(synced, { old: 'before' });
  expect(disks).toHaveLength(3);
  expect(disks).toEqual(
    expect.arrayContaining([{ old: 'before' }, { new: 'text', old: 'before' }, { old: 'text' }]),
  );
});

test('of what was written over a file since its sync each page is old or new', async () => {
  const page = 4_096;
  const calls: Call[] = [
    { kind: 'create', inode: 1, path: at('file') },
    { kind: 'syncFolder', path: folder },
    write('a'.repeat(2 * page)),
    { kind: 'sync', inode: 1 },
    write('b'.repeat(2 * page)),
  ];
  const disks = (await disksAfter(calls)) as { file: string }[];
  const pages = disks.map(({ file }) => `${file[0]}${file[page]}${file.length / page}`);
  expect(pages.toSorted()).toEqual(['aa2', 'ab2', 'ba2', 'bb2']);
});
