import { expect, test } from 'vitest';
import { fileNameOf } from '../files/saveFile.ts';
import { tableCsv } from './tableCsv.ts';

test('numbers, dates and texts; what is not known is empty; formulas stay texts', () => {
  const rows = [
    ['Tea "now"', 1_200.5, new Date(0)],
    ['=HYPERLINK("x")', undefined, -3],
  ];
  expect(tableCsv({ heads: ['From', 'Views', 'At'], rows })).toBe(
    '"From","Views","At"\r\n' +
      '"Tea ""now""",1200.5,1970-01-01T00:00:00.000Z\r\n' +
      '"\'=HYPERLINK(""x"")",,-3\r\n',
  );
});

test('a name becomes one that every system takes', () => {
  expect(fileNameOf('Tea: hot/cold — Views gained', 'png')).toBe('tea-hot-cold-views-gained.png');
  expect(fileNameOf('茶 · 発表', 'csv')).toBe('茶-発表.csv');
  expect(fileNameOf('???', 'csv')).toBe('chart.csv');
  expect(fileNameOf('x'.repeat(500), 'png')).toHaveLength(84);
});
