import { expect, test } from 'vitest';
import { FreeCores } from './freeCores.ts';

/** A machine whose other programs take so many cores, while this process takes `own`. */
function machine(cores: number) {
  const state = { nowMs: 0, others: 0, own: 0 };
  const times = { busyMs: 0, allMs: 0, ownMs: 0 };
  const free = new FreeCores({
    cores,
    nowMs: () => state.nowMs,
    readTimes: () => ({ ...times }),
  });
  const after = (ms: number, load: { others: number; own: number }): number => {
    state.nowMs += ms;
    times.allMs += cores * ms;
    times.ownMs += load.own * ms;
    times.busyMs += (load.own + load.others) * ms;
    return free.threads();
  };
  return { after };
}

test('a quiet machine lends all its cores, also to a process that uses them all', () => {
  const { after } = machine(2);
  expect([after(500, { others: 0.1, own: 1.8 }), after(500, { others: 0, own: 2 })]).toEqual([
    2, 2,
  ]);
});

test('a core that another program takes is left to it, and taken back when it is free for a while', () => {
  const { after } = machine(2);
  // Each of two spinning threads shares its core with the other program now and then.
  expect(after(500, { others: 0.7, own: 1.3 })).toBe(1);
  expect(after(500, { others: 1, own: 1 })).toBe(1);
  // One quiet look may be a pause between two of its steps.
  expect(after(500, { others: 0, own: 1 })).toBe(1);
  expect(after(500, { others: 0, own: 1 })).toBe(2);
});

test('the other programs never get the last core, and a short while tells nothing', () => {
  const { after } = machine(8);
  expect(after(500, { others: 3, own: 5 })).toBe(5);
  expect(after(500, { others: 9, own: 0 })).toBe(1);
  expect(after(100, { others: 0, own: 1 })).toBe(1);
});
