import { expect, test } from 'vitest';
import { sortRows } from './sortRows.ts';

const rows = [
  ['b', { value: 2 }],
  ['a', null],
  ['c', { value: 10 }],
];
const order = (...sort: Parameters<typeof sortRows>[1][]) =>
  sortRows({ rows, rowCitations: [] }, sort[0]).map(({ cells: [name] }) => name);

test('rows are sorted by value or text, the unknown last, and without a column left as they are', () => {
  expect(order(undefined)).toEqual(['b', 'a', 'c']);
  expect(order({ column: 0, direction: 'ascending' })).toEqual(['a', 'b', 'c']);
  expect(order({ column: 1, direction: 'descending' })).toEqual(['c', 'b', 'a']);
  expect(order({ column: 1, direction: 'ascending' })).toEqual(['b', 'c', 'a']);
});
