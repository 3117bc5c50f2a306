import { expect, test } from 'vitest';
import { dayText, periodInput, readTrendsQuery, writeTrendsQuery } from './trendsQuery.ts';

test('an address and its query are the same, and what it does not understand is left out', () => {
  const address = 'days=90&asOf=2026-03-31&platform=tiktok&stage=rising&theme=t1&sort=velocity';
  const query = readTrendsQuery(new URLSearchParams(address));
  expect(query).toEqual({
    ...{ days: '90', asOf: '2026-03-31', platform: 'tiktok', language: undefined },
    ...{ stage: 'rising', theme: 't1', sort: 'velocity', direction: 'descending' },
  });
  expect(writeTrendsQuery(query).toString()).toBe(address);
  const odd = readTrendsQuery(new URLSearchParams('days=3&asOf=2026-13-01&stage=odd&sort=odd'));
  expect(writeTrendsQuery(odd).toString()).toBe('');
});

test('a day is looked at to its end', () => {
  const query = readTrendsQuery(new URLSearchParams('asOf=2026-03-31'));
  const { asOfMs = 0, windowDays } = periodInput(query);
  expect(windowDays).toBe(28);
  expect(asOfMs).toBe(new Date(2026, 3, 1).getTime() - 1);
  expect(dayText(asOfMs)).toBe('2026-03-31');
});
