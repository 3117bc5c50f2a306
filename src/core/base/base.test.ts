import { expect, test } from 'vitest';
import { AppError, AsyncQueue, CleanupStack, newId, toAppError } from './index.ts';

test('system errors become codes that a person can act on', () => {
  const system = (code: string): Error => Object.assign(new Error(code), { code });
  const codes = [
    ...['ENOSPC', 'EACCES', 'ENOENT', 'SQLITE_CORRUPT', 'SQLITE_CORRUPT_VTAB'],
    ...['EROFS', 'EWHATEVER'],
  ].map((code) => toAppError(system(code)).code);
  expect(codes).toEqual([
    'disk.full',
    'input.noPermission',
    'input.notFound',
    'library.corrupt',
    'library.corrupt',
    'disk.readOnly',
    'internal.unexpected',
  ]);
  expect(toAppError(AbortSignal.abort().reason).code).toBe('job.cancelled');
  const vectors = Object.assign(new Error('could not open vectors blob for chunk 1'), {
    code: 'SQLITE_ERROR',
  });
  expect(toAppError(vectors).code).toBe('library.corrupt');
  const own = new AppError('input.empty', 'x');
  expect(toAppError(own)).toBe(own);
});

test('a queue keeps values for a late reader, ends, and hands on its error', async () => {
  const queue = new AsyncQueue<number>();
  queue.push(1);
  queue.push(2);
  queue.fail(new Error('broken'));
  const seen: number[] = [];
  await expect(
    (async () => {
      for await (const value of queue) seen.push(value);
    })(),
  ).rejects.toThrow('broken');
  expect(seen).toEqual([1, 2]);
});

test('cleanups run in reverse order even when one throws', async () => {
  const order: string[] = [];
  const stack = new CleanupStack();
  stack.add(() => void order.push('first'));
  stack.add(() => {
    throw new Error('bad cleanup');
  });
  stack.add(async () => void order.push('last'));
  await expect(stack.dispose()).rejects.toThrow('bad cleanup');
  expect(order).toEqual(['last', 'first']);
});

test('ids differ and are safe in shells, paths and URLs', () => {
  const ids = Array.from({ length: 1_000 }, () => newId<string>());
  expect(new Set(ids).size).toBe(1_000);
  expect(ids.every((id) => /^[0-9a-z]{16}$/.test(id))).toBe(true);
});
