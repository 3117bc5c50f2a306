import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Evaluation, Retention } from '../src/contract/index.ts';
import { Terminal } from './support/terminal.ts';

vi.setConfig({ testTimeout: 90_000 });

let terminal: Terminal;
beforeAll(async () => {
  terminal = await Terminal.open();
});
afterAll(() => terminal.close());

function written(name: string, text: string): string {
  const file = join(terminal.folder, name);
  writeFileSync(file, text);
  return file;
}

test('an experiment in a file is evaluated without a library', async () => {
  const input = {
    metric: { kind: 'proportion', higherIsBetter: true },
    ...{ control: { n: 5_000, sum: 250 }, variants: [{ id: 'B', n: 5_000, sum: 300 }] },
    ...{ allocation: [0.5, 0.5], sequential: { nStar: 5_000 } },
  };
  const file = written('experiment.json', JSON.stringify(input));
  const found = await terminal.json<Evaluation>('experiments', 'evaluate', '--input', file);
  expect(found).toMatchObject({ decision: 'inconclusive', srm: { pValue: 1 } });
  expect(found.variants[0]?.sequentialInterval?.[0]).toBeCloseTo(-0.10590270566350901, 12);
});

test('retention of groups is read, with the lines that were left out', async () => {
  const file = written(
    'stays.csv',
    '\ufeffGroup;Duration;Observed\nA;5;1\nA;6;0\nA;9;yes\nB;2;1\nB;x;1\nB;-3;1\n;1;1\nB;3;2\nB;4;1\n',
  );
  const found = await terminal.json<Retention>('retention', 'evaluate', '--input', file);
  expect(found.groups).toMatchObject([
    { group: 'A', n: 3, ended: 2, median: 9 },
    { group: 'B', n: 2, ended: 2, median: 2 },
  ]);
  expect(found.rejects.map(({ line }) => line)).toEqual([6, 7, 8, 9]);
  expect(found.logRank?.degrees).toBe(1);
});
