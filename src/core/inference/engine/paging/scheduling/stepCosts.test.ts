import { describe, expect, test } from 'vitest';
import { StepCosts } from './stepCosts.ts';

const writers = (count: number) =>
  Array.from({ length: count }, () => ({ count: 1, chooses: true }));
const prompt = (count: number) => ({ count, chooses: false });

describe('turns', () => {
  const seen = (oneMs: number, pairMs: number): StepCosts => {
    const costs = new StepCosts({ tileRows: 64 });
    for (let step = 0; step < 5; step++) {
      costs.add(writers(1), oneMs);
      costs.add(writers(2), pairMs);
    }
    return costs;
  };

  test('two take turns only where two steps cost less than one of both', () => {
    expect(seen(12, 25).takesTurn()).toBe(true);
    expect(seen(12, 13).takesTurn()).toBe(false);
    expect(seen(12, 24).takesTurn()).toBe(false);
  });

  test('nothing is decided before both were seen', () => {
    const costs = new StepCosts({ tileRows: 64 });
    for (let step = 0; step < 30; step++) costs.add(writers(1), 12);
    expect(costs.takesTurn()).toBe(false);
  });

  test('both are tried again now and then, and what became cheaper is noticed', () => {
    const costs = seen(12, 25);
    const turns = Array.from({ length: 64 }, () => costs.takesTurn());
    expect(turns.filter((turn) => !turn)).toHaveLength(2);
    for (let step = 0; step < 15; step++) costs.add(writers(2), 13);
    expect(costs.takesTurn()).toBe(false);
  });
});

describe('steps that write and read', () => {
  const parts = [prompt(100), ...writers(8)];
  const seen = (bothMs: number): StepCosts => {
    const costs = new StepCosts({ tileRows: 64 });
    for (let step = 0; step < 15; step++) {
      costs.add(writers(8), 50);
      costs.add([prompt(100)], 150);
      costs.add(parts, bothMs);
    }
    return costs;
  };

  test('are divided, writers first, where both together cost more', () => {
    expect(seen(240).divide(parts)).toEqual([writers(8), [prompt(100)]]);
    expect(seen(160).divide(parts)).toEqual([parts]);
  });

  test('read whole tiles when that takes about as long as they may', () => {
    const costs = seen(240);
    const tokens = [500, 195, 150, 66, 60].map((ms) => costs.readTokens(ms));
    expect(tokens).toEqual([320, 128, 64, 64, 40]);
    expect(costs.readTokens(-20)).toBe(0);
    const untiled = new StepCosts({ tileRows: undefined });
    untiled.add([prompt(100)], 150);
    expect(untiled.readTokens(195)).toBe(130);
  });

  test('are tried the other way now and then, and what changed is noticed', () => {
    const costs = seen(240);
    const small = [prompt(60), ...writers(8)];
    const divided = (of: typeof parts) =>
      Array.from({ length: 64 }, () => costs.divide(of).length === 2);
    expect(divided(small).filter((isDivided) => !isDivided)).toHaveLength(2);
    // A long step is no time for a trial.
    expect(divided(parts).filter((isDivided) => !isDivided)).toHaveLength(0);
    for (let step = 0; step < 15; step++) costs.add(parts, 160);
    expect(costs.divide(parts)).toEqual([parts]);
  });

  test('stay whole below a tile, without tiles, and with one kind of part alone', () => {
    const small = [prompt(40), ...writers(8)];
    expect(seen(240).divide(small)).toEqual([small]);
    expect(seen(240).divide([prompt(200)])).toEqual([[prompt(200)]]);
    expect(seen(240).divide(writers(80))).toEqual([writers(80)]);
    expect(new StepCosts({ tileRows: undefined }).divide(parts)).toEqual([parts]);
  });

  test('without tiles they tell what a prompt costs beside its writers', () => {
    const costs = new StepCosts({ tileRows: undefined });
    costs.add(writers(8), 50);
    costs.add(parts, 200);
    expect(costs.readMsPerToken).toBe(1.5);
  });
});
