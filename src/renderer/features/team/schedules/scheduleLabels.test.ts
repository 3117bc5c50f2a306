import { expect, test } from 'vitest';
import { cronLabel } from './scheduleLabels.ts';

test('common times are said in words, others as they are written', () => {
  expect(cronLabel('30 2 * * *')).toBe('Every day, 02:30');
  expect(cronLabel('0 4 * * 0')).toBe('Sundays, 04:00');
  expect(cronLabel('5 23 * * 7')).toBe('Sundays, 23:05');
  expect(cronLabel('0 * * * *')).toBe('Every hour');
  expect(cronLabel('7 * * * *')).toBe('Every hour at :07');
  expect(cronLabel('*/15 * * * *')).toBe('Every 15 minutes');
  expect(cronLabel('0 3 1 * *')).toBe('Cron 0 3 1 * *');
  expect(cronLabel('0 9-17 * * 1-5')).toBe('Cron 0 9-17 * * 1-5');
});
