import { expect, test } from 'vitest';
import type { JobId } from '../../../contract/index.ts';
import { Claims } from './claims.ts';

const [a, b, c] = ['a', 'b', 'c'] as JobId[] as [JobId, JobId, JobId];
const { signal } = new AbortController();

test('a key passes from job to job in the order they asked', async () => {
  const claims = new Claims();
  const order: string[] = [];
  await claims.wait(a, 'key', signal);
  const ofB = claims.wait(b, 'key', signal).then(() => order.push('b'));
  const ofC = claims.wait(c, 'key', signal).then(() => order.push('c'));
  expect(claims.takeAll(b, ['other', 'key'])).toBe(false);
  expect(claims.takeAll(c, ['other'])).toBe(true);
  claims.releaseAll(a);
  await ofB;
  expect(order).toEqual(['b']);
  claims.releaseAll(b);
  await ofC;
  expect(order).toEqual(['b', 'c']);
});

test('an aborted job leaves the line', async () => {
  const claims = new Claims();
  const controller = new AbortController();
  claims.takeAll(a, ['key']);
  const ofB = claims.wait(b, 'key', controller.signal);
  controller.abort(new Error('cancelled'));
  await expect(ofB).rejects.toThrow('cancelled');
  claims.releaseAll(a);
  expect(claims.takeAll(c, ['key'])).toBe(true);
});

test('jobs that would wait for each other for ever are told', async () => {
  const claims = new Claims();
  claims.takeAll(a, ['one']);
  claims.takeAll(b, ['two']);
  claims.takeAll(c, ['three']);
  const ofA = claims.wait(a, 'two', signal);
  const ofB = claims.wait(b, 'three', signal);
  await expect(claims.wait(c, 'one', signal)).rejects.toMatchObject({
    code: 'internal.unexpected',
  });
  claims.releaseAll(c);
  await ofB;
  claims.releaseAll(b);
  await ofA;
});
