import { expect, test } from 'vitest';
import { DecodeCostModel } from './decodeCostModel.ts';

function seen(oneMs: number, pairMs: number): DecodeCostModel {
  const costs = new DecodeCostModel();
  for (let i = 0; i < 7; i++) {
    costs.add(1, oneMs);
    costs.add(2, pairMs);
  }
  return costs;
}

test('two take turns only where two steps cost less than one of both', () => {
  expect(seen(12, 25).takesTurn()).toBe(true);
  expect(seen(12, 13).takesTurn()).toBe(false);
  expect(seen(12, 24).takesTurn()).toBe(false);
});

test('nothing is decided before both were seen', () => {
  const costs = new DecodeCostModel();
  for (let i = 0; i < 30; i++) costs.add(1, 12);
  expect(costs.takesTurn()).toBe(false);
});

test('both are tried again now and then, and what became cheaper is noticed', () => {
  const costs = seen(12, 25);
  const turns = Array.from({ length: 64 }, () => costs.takesTurn());
  expect(turns.filter((turn) => !turn)).toHaveLength(2);
  for (let i = 0; i < 15; i++) costs.add(2, 13);
  expect(costs.takesTurn()).toBe(false);
});
