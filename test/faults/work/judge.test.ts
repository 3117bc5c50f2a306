import { expect, test } from 'vitest';
import { AppError } from '../../../src/core/base/index.ts';
import { holds } from '../fault.ts';
import type { Inspection, Operation } from '../operations/operation.ts';
import { judge, judgeFirst } from './judge.ts';

const complete = { videos: 2, jobs: 1 };

/** An operation after which this is found. */
function finding(found: Partial<Inspection>): Operation {
  return {
    name: 'work',
    prepare: async () => {},
    run: async () => {},
    inspect: async () => ({ problems: [], missing: [], counts: complete, ...found }),
    isDurable: () => false,
  };
}

const first = (operation: Operation) =>
  judgeFirst({ operation, folder: '', complete, acknowledged: [] });
const last = (operation: Operation, run = async (): Promise<void> => {}) =>
  judge({ operation, folder: '', complete, acknowledged: [], run });

test('after a fault less may be there, but nothing broken, missing or twice', async () => {
  expect(await first(finding({ counts: { videos: 1, jobs: 1 } }))).toEqual({ kind: 'whole' });
  expect(await first(finding({ missing: ['done'] }))).toMatchObject({ kind: 'lost' });
  expect(await first(finding({ problems: ['database: bad'] }))).toMatchObject({ kind: 'lost' });
  expect(await first(finding({ counts: { videos: 3, jobs: 1 } }))).toEqual({
    kind: 'doubled',
    detail: '3 videos, not 2',
  });
});

test('in the end all of it is there', async () => {
  expect(await last(finding({}))).toEqual({ kind: 'whole' });
  expect(await last(finding({ counts: { videos: 1, jobs: 1 } }))).toMatchObject({ kind: 'lost' });
  const fails = last(finding({}), () => Promise.reject(new AppError('disk.full', 'full')));
  expect(await fails).toMatchObject({
    kind: 'other',
    detail: expect.stringContaining('disk.full'),
  });
});

test('a row holds without losses, doubles and errors that have no code', () => {
  const row = { what: 'work', notes: [] };
  const fine = [
    { kind: 'whole' },
    { kind: 'coded', code: 'disk.full' },
    { kind: 'unseen' },
  ] as const;
  expect(holds({ ...row, endings: fine })).toBe(true);
  for (const kind of ['lost', 'doubled', 'other'] as const) {
    expect(holds({ ...row, endings: [...fine, { kind, detail: '' }] })).toBe(false);
  }
});
