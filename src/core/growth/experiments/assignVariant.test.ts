import { expect, test } from 'vitest';
import { sampleRatioTest } from '../statistics/sampleRatio.ts';
import { assignInPairs } from './assignInPairs.ts';
import { assignVariant } from './assignVariant.ts';

const variants = [
  { id: 'A', text: 'a', share: 2 },
  { id: 'B', text: 'b', share: 1 },
  { id: 'C', text: 'c', share: 1 },
];
const units = Array.from({ length: 20_000 }, (_, at) => `unit-${at}`);
const idOf = (salt: string) => (unit: string) => assignVariant(variants, salt, unit)?.id ?? '';

test('a unit sees the same variant each time, and the shares are those that were meant', () => {
  const ids = units.map(idOf('salt'));
  expect(units.map(idOf('salt'))).toEqual(ids);
  const counts = variants.map(({ id }) => ids.filter((one) => one === id).length);
  expect(sampleRatioTest(counts, [2, 1, 1])).toBeGreaterThan(0.001);
});

test('what a unit sees in one experiment says nothing of another', () => {
  const here = units.map(idOf('one'));
  const there = units.map(idOf('other'));
  const counts = variants.map(
    ({ id }) => there.filter((one, at) => one === id && here[at] === 'B').length,
  );
  expect(sampleRatioTest(counts, [2, 1, 1])).toBeGreaterThan(0.001);
});

test('of two neighbouring slots one has the control and one the variant, in an order that is tossed', () => {
  const two = variants.slice(0, 2);
  const at = (slot: number): string => assignInPairs(two, 'salt', `${slot}`)?.id ?? '';
  let controlsFirst = 0;
  for (let slot = 1; slot <= 400; slot += 2) {
    expect([at(slot), at(slot + 1)].toSorted()).toEqual(['A', 'B']);
    if (at(slot) === 'A') controlsFirst += 1;
  }
  expect(sampleRatioTest([controlsFirst, 200 - controlsFirst], [1, 1])).toBeGreaterThan(0.001);
  for (const unit of ['0', '-1', '1.5', 'monday', '']) {
    expect(() => assignInPairs(two, 'salt', unit)).toThrow('numbered slots');
  }
});
