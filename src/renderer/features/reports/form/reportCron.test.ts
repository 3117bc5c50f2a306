import { expect, test } from 'vitest';
import { cronOf, timeOf } from './reportCron.ts';

test('a weekly or daily time is its five fields, and back', () => {
  for (const cron of ['0 7 * * 1', '30 18 * * *', '5 0 * * 0']) {
    const time = timeOf(cron);
    expect(time && cronOf(time)).toBe(cron);
  }
  expect(timeOf('0 7 * * 7')).toEqual({ day: '0', time: '07:00' });
  expect(timeOf('*/15 * * * *')).toBeUndefined();
});
