import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { judge } from './engine/judge.ts';
import { loadTarget, targetNames } from './targets/targets.ts';

const corpora = join(import.meta.dirname, 'corpus');
const folder = mkdtempSync(join(tmpdir(), 'trendroom-replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('there is a corpus for every target, and small', () => {
  expect(readdirSync(corpora).toSorted()).toEqual(targetNames.toSorted());
  const sizes = targetNames.flatMap((name) =>
    readdirSync(join(corpora, name)).map((file) => readFileSync(join(corpora, name, file)).length),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000);
});

/** A schema's regular expression is given up after two seconds, so that one is allowed to be slow. */
const slow = 'found-slow-pattern';

test.for(targetNames)('every input that was ever found for %s ends in its codes', async (name) => {
  const target = await loadTarget(name);
  for (const file of readdirSync(join(corpora, name))) {
    const input = readFileSync(join(corpora, name, file));
    const finding = await judge(target, input, join(folder, name));
    const isAllowed = file === slow && finding?.kind === 'slow';
    expect([file, isAllowed ? undefined : finding]).toEqual([file, undefined]);
  }
});
