import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jobIdOf, readJobData, toJobData } from './rowJob.ts';

const row = { deviceId: 'd', batchId: 'b', round: 0, customId: 'row 1', body: { model: 'x' } };

test('a row has one job, and any other row, round or workspace another', () => {
  const ids = [
    jobIdOf('w', row),
    jobIdOf('v', row),
    jobIdOf('w', { ...row, round: 1 }),
    jobIdOf('w', { ...row, batchId: 'c' }),
    jobIdOf('w', { ...row, customId: 'row 2' }),
  ];
  expect(new Set(ids).size).toBe(5);
  expect(jobIdOf('w', { ...row })).toBe(ids[0]);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

test('every row comes out as it went in, and Postgres takes its JSON', () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
  // The contract leaves this key out of every request that it reads.
  const key = fc.string().filter((name) => name !== '__proto__');
  fc.assert(
    fc.property(text, fc.dictionary(key, fc.jsonValue()), (customId, body) => {
      const given = { ...row, customId, body: JSON.parse(JSON.stringify(body)) };
      const stored = JSON.stringify(toJobData(given));
      expect(stored).not.toMatch(/(?<!\\)(\\\\)*\\u0000/);
      expect(readJobData(JSON.parse(stored))).toEqual(given);
    }),
  );
});

test('what no Trendroom wrote is no row', () => {
  const data = toJobData(row);
  for (const wrong of [
    undefined,
    null,
    'text',
    [],
    {},
    { ...data, body: '{' },
    { ...data, body: '[]' },
    { ...data, customId: '5' },
    { ...data, customId: '""' },
    { ...data, round: -1 },
  ]) {
    expect(readJobData(wrong)).toBeUndefined();
  }
});
