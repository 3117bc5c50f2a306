import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forkChild } from './nodeHost.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-child-'));
  process.env.TRENDROOM_SECRET_ENDPOINT_X = 'canary';
});
afterEach(async () => {
  delete process.env.TRENDROOM_SECRET_ENDPOINT_X;
  await rm(folder, { recursive: true, force: true });
});

test.each([
  [true, []],
  [false, ['TRENDROOM_SECRET_ENDPOINT_X']],
])(
  'a process that outlives this one (%s) finds these keys in its environment: %j',
  async (outlives, keys) => {
    const file = join(folder, 'child.ts');
    await writeFile(
      file,
      "process.send?.(Object.keys(process.env).filter((name) => name.includes('SECRET')));",
    );
    const { child } = forkChild(file, { outlives });
    const found = await new Promise((resolve) => child.onMessage(resolve));
    child.kill();
    expect(found).toEqual(keys);
  },
);
