import { expect, test } from 'vitest';
import { cronWords } from './scheduleWords.ts';

test('common times are said in words, others as they are written', () => {
  expect(cronWords('30 2 * * *')).toBe('Every day, 02:30');
  expect(cronWords('0 4 * * 0')).toBe('Sundays, 04:00');
  expect(cronWords('5 23 * * 7')).toBe('Sundays, 23:05');
  expect(cronWords('0 * * * *')).toBe('Every hour');
  expect(cronWords('7 * * * *')).toBe('Every hour at :07');
  expect(cronWords('*/15 * * * *')).toBe('Every 15 minutes');
  expect(cronWords('0 3 1 * *')).toBe('Cron 0 3 1 * *');
  expect(cronWords('0 9-17 * * 1-5')).toBe('Cron 0 9-17 * * 1-5');
});
