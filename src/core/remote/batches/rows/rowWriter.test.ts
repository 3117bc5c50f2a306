import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { batchIdSchema } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import type { RowEnd } from './batchRepository.ts';
import { RowWriter } from './rowWriter.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const end = (number: number): RowEnd => ({
  batchId: batchIdSchema.parse('b'),
  customId: `${number}`,
  state: 'done',
  attempts: 1,
  inputTokens: 0,
  outputTokens: 0,
  cost: 0,
});

test('rows are kept together, a moment after they ended or when there are many', () => {
  const written: number[] = [];
  const writer = new RowWriter((ends) => written.push(ends.length));
  for (let i = 0; i < 70; i++) writer.add(end(i));
  expect(written).toEqual([64]);
  vi.advanceTimersByTime(50);
  expect(written).toEqual([64, 6]);
});

test('what cannot be written is written later, in order and once', () => {
  const written: string[] = [];
  let isFull = true;
  const writer = new RowWriter((ends) => {
    if (isFull) throw new AppError('disk.full', 'No space is left.');
    written.push(...ends.map(({ customId }) => customId));
  });
  for (let i = 0; i < 100; i++) writer.add(end(i));
  vi.advanceTimersByTime(5_000);
  expect(writer.error).toMatchObject({ code: 'disk.full' });
  isFull = false;
  vi.advanceTimersByTime(2_000);
  expect(writer.error).toBeUndefined();
  expect(written).toEqual(Array.from({ length: 100 }, (_, i) => `${i}`));
});
