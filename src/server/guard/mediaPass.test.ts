import { expect, test } from 'vitest';
import { createMediaPass } from './mediaPass.ts';

const hourMs = 3_600_000;

test('a pass holds for at least 12 hours and at most 24, and is the same for a while', () => {
  let now = Date.UTC(2026, 0, 1, 5);
  const passes = createMediaPass(() => now);
  const pass = passes.current();
  now += hourMs;
  expect(passes.current()).toBe(pass);
  now += 11 * hourMs;
  expect(passes.isValid(pass)).toBe(true);
  expect(passes.current()).not.toBe(pass);
  now += 12 * hourMs;
  expect(passes.isValid(pass)).toBe(false);
});

test('a pass of another host, and one with a later end, open nothing', () => {
  const passes = createMediaPass();
  const pass = passes.current();
  const [end = '', signature = ''] = pass.split('.');
  for (const forged of [
    createMediaPass().current(),
    `${Number(end) + 1}.${signature}`,
    `0${pass}`,
    ` ${pass}`,
    end,
    '',
    'x',
  ]) {
    expect(passes.isValid(forged), forged).toBe(false);
  }
  expect(passes.isValid(pass)).toBe(true);
});
