import { expect, test } from 'vitest';
import { createRequest, priorities } from '../request.ts';
import { collidingTokens } from '../testing/collidingTokens.ts';
import { expectWhole } from '../testing/expectWhole.ts';
import { simulate, tokens } from '../testing/simulate.ts';
import type { Simulation } from '../testing/simulation.ts';
import { chainHash } from './block.ts';

const { batch } = priorities;

/** Runs a prompt to its end; how many tokens the model computed for it. */
function computedFor(simulation: Simulation, prompt: readonly number[], answer = 1): number {
  const before = simulation.memory.computedTokens;
  simulation.submit({ prompt, answer, priority: batch });
  simulation.drain(100, () => expectWhole(simulation));
  return simulation.memory.computedTokens - before;
}

/** How many of a prompt's tokens the cache has. */
function cachedOf({ cache }: Simulation, prompt: readonly number[]): number {
  return cache.match(createRequest({ id: -1, prompt, priority: batch, arrivedAtMs: 0 })).tokens;
}

test.each([12, 13, 16, 17])(
  'of a second equal prompt of %i tokens what is cached is found',
  (length) => {
    const simulation = simulate();
    expect(computedFor(simulation, tokens(100, length))).toBe(length);
    // The last token is always computed: the answer's first one is chosen after it.
    expect(computedFor(simulation, tokens(100, length))).toBe(1);
    expect(simulation.scheduler.counts).toEqual({
      preemptions: 0,
      queriedTokens: 2 * length,
      hitTokens: length - 1,
    });
  },
);

test.each([3, 12, 17])('so many last tokens of %i as wanted are computed again', (length) => {
  const simulation = simulate({ minComputedTokens: 4 });
  computedFor(simulation, tokens(100, length));
  expect(computedFor(simulation, tokens(100, length))).toBe(Math.min(length, 4));
});

test('the next turn of a conversation finds all that was computed, in blocks that are full or not', () => {
  const simulation = simulate();
  const turn = simulation.submit({ prompt: tokens(100, 9), answer: 6, priority: batch });
  simulation.drain(100, () => expectWhole(simulation));
  // The answer's last token was never computed.
  const said = [...turn.tokens];
  expect(said).toHaveLength(15);
  expect(computedFor(simulation, [...said, ...tokens(200, 3)])).toBe(4);
  // What ended in the middle of a block is now found in the full one that began with it.
  expect(simulation.cache.counts()).toMatchObject({ cached: 5 });
});

test('without sharing everything is computed and nothing is kept', () => {
  const simulation = simulate({ sharing: false });
  computedFor(simulation, tokens(100, 13));
  expect(computedFor(simulation, tokens(100, 13))).toBe(13);
  expect(simulation.cache.counts()).toEqual({ total: 16, used: 0, shared: 0, cached: 0, free: 16 });
  // Nor does one wait for what another computes.
  for (let i = 0; i < 2; i++) {
    simulation.submit({ prompt: tokens(100, 13), answer: 2, priority: batch });
  }
  simulation.step();
  expect(simulation.scheduler.running).toHaveLength(2);
});

test('what eight requests that arrive together begin with is computed once', () => {
  const simulation = simulate();
  for (let i = 0; i < 8; i++) {
    const prompt = [...tokens(100, 16), ...tokens(200 + 10 * i, 3)];
    simulation.submit({ prompt, answer: 2, priority: batch });
  }
  simulation.step();
  expect(simulation.scheduler.running).toHaveLength(1);
  simulation.step();
  expect(simulation.scheduler.running).toHaveLength(7);
  expect(simulation.cache.counts()).toMatchObject({ shared: 4, used: 4 + 7 });
  expectWhole(simulation);
  simulation.drain(10);
  expect(simulation.memory.computedTokens).toBe(16 + 8 * (3 + 1));
});

test('equal blocks that two requests computed at the same time become one', () => {
  const simulation = simulate();
  // Neither knows of the other's answer beforehand: the same two tokens follow both prompts.
  const requests = [1, 2].map(() =>
    simulation.submit({ prompt: [1, 2, 3], answer: 4, priority: batch }),
  );
  simulation.step();
  for (const { tokens } of requests) tokens.splice(3, 1, 7);
  simulation.step();
  expect(simulation.cache.counts()).toMatchObject({ used: 1, shared: 1 });
  expect(simulation.memory.cells).toBe(4);
  expectWhole(simulation);
});

test('a block that is shared in part goes on differently without harm', () => {
  const simulation = simulate();
  const first = tokens(100, 9);
  const second = [...first.slice(0, 6), 900, 901, 902];
  computedFor(simulation, first);
  // Its tokens 4 and 5 are those of a cached block, which its own block only begins like.
  expect(computedFor(simulation, second)).toBe(3);
  expect(cachedOf(simulation, first)).toBe(8);
  expect(cachedOf(simulation, second)).toBe(8);
  // The common block, and of each request a full one and its last.
  expect(simulation.cache.counts()).toMatchObject({ cached: 5 });
  // Two cells are both blocks': 4 of the common block, 5 of the first, 3 more of the second.
  expect(simulation.memory.cells).toBe(12);
});

test('kept blocks are given up by age, the tails of a chain before its begin', () => {
  const simulation = simulate({ blocks: 8 });
  const [old, recent] = [tokens(100, 13), tokens(200, 13)];
  computedFor(simulation, old.slice(0, 12));
  computedFor(simulation, recent.slice(0, 12));
  expect([cachedOf(simulation, old), cachedOf(simulation, recent)]).toEqual([12, 12]);
  computedFor(simulation, tokens(300, 12));
  expect([cachedOf(simulation, old), cachedOf(simulation, recent)]).toEqual([8, 12]);
  // What was used again counts as recent.
  computedFor(simulation, old.slice(0, 4));
  computedFor(simulation, tokens(400, 12));
  expect([cachedOf(simulation, old), cachedOf(simulation, recent)]).toEqual([4, 4]);
});

test('a kept chain takes a sequence id only as long as nobody else holds all of it', () => {
  const simulation = simulate({ sequences: 2 });
  computedFor(simulation, tokens(100, 13));
  computedFor(simulation, tokens(100, 13));
  expect(simulation.cache.prefixCache()).toHaveLength(1);
  // It begins with the kept chain, whose id the other request gets.
  simulation.submit({ prompt: tokens(100, 14), answer: 4, priority: batch });
  simulation.submit({ prompt: tokens(300, 5), answer: 4, priority: batch });
  simulation.step();
  expect(simulation.scheduler.running).toHaveLength(2);
  expectWhole(simulation);
});

test('of chains that fork, one that lost its own blocks gives its sequence id back', () => {
  const simulation = simulate({ blocks: 8 });
  const begin = tokens(100, 8);
  computedFor(simulation, [...begin, ...tokens(200, 4)]);
  computedFor(simulation, [...begin, ...tokens(300, 4)]);
  expect(simulation.cache.prefixCache()).toHaveLength(2);
  expect(simulation.cache.counts()).toMatchObject({ cached: 4, free: 4 });
  simulation.submit({ prompt: tokens(400, 18), answer: 2, priority: batch });
  simulation.step();
  expect(simulation.cache.prefixCache()).toHaveLength(1);
  expect(cachedOf(simulation, [...begin, ...tokens(200, 5)])).toBe(8);
  expect(cachedOf(simulation, [...begin, ...tokens(300, 5)])).toBe(12);
  expectWhole(simulation);
});

test('a state that was brought back is found, also when its first blocks were there already', () => {
  const simulation = simulate();
  const { cache, memory } = simulation;
  computedFor(simulation, tokens(100, 9));
  const longer = createRequest({
    id: -1,
    prompt: tokens(100, 17),
    priority: batch,
    arrivedAtMs: 0,
  });
  expect(cache.admit(longer, { blocks: [], partial: undefined, tokens: 0 })).toBe(true);
  expect(cache.grow(longer, 16)).toBe(true);
  if (longer.sequence !== undefined) memory.restore(longer.sequence, longer.tokens.slice(0, 16));
  cache.advance(longer, 16);
  cache.release(longer);
  expect(cache.counts()).toMatchObject({ used: 0, cached: 4 });
  expect(memory.cells).toBe(16);
  expectWhole(simulation);
  expect(computedFor(simulation, tokens(100, 17))).toBe(1);
});

test('prompts whose blocks have the same hash are told apart by their tokens', () => {
  const salt = 1;
  const [one, other] = collidingTokens(salt);
  expect(one).not.toEqual(other);
  expect(chainHash(salt, one)).toBe(chainHash(salt, other));

  const simulation = simulate({ tokensPerBlock: 2 });
  expect(computedFor(simulation, [...one, 5, 6, 7])).toBe(5);
  expect(cachedOf(simulation, [...other, 5, 6, 7])).toBe(0);
  expect(computedFor(simulation, [...other, 5, 6, 7])).toBe(5);
  // There is room for one of them under this hash: the other is not kept, and neither what follows.
  expect(computedFor(simulation, [...other, 5, 6, 7])).toBe(5);
  expect(computedFor(simulation, other, 3)).toBe(4);
  expect(computedFor(simulation, [...one, 5, 6, 7])).toBe(1);
});

test('a request takes the last block of a full pool from the chain that it begins like', () => {
  const simulation = simulate({ blocks: 3 });
  computedFor(simulation, tokens(100, 12));
  expect(simulation.cache.counts()).toMatchObject({ cached: 3, free: 0 });
  // Two blocks are found; the third begins alike, but to copy from it a fourth would be needed.
  expect(computedFor(simulation, [...tokens(100, 10), 900])).toBe(3);
});

test('beyond the roomy part of a pool what nobody began with again is given up at once', () => {
  const simulation = simulate({ blocks: 32, softCacheLimit: 32 });
  const common = tokens(100, 8);
  computedFor(simulation, [...common, ...tokens(200, 4)]);
  computedFor(simulation, [...common, ...tokens(300, 4)]);
  computedFor(simulation, tokens(400, 16));
  expect(cachedOf(simulation, tokens(400, 17))).toBe(16);
  // This one goes over eight blocks: all but the found prefix and itself goes.
  computedFor(simulation, tokens(500, 8));
  expect(cachedOf(simulation, [...common, 1])).toBe(8);
  expect(cachedOf(simulation, tokens(400, 17))).toBe(0);
  expect(cachedOf(simulation, tokens(500, 9))).toBe(8);
});

test('conversations that go on keep what was answered, beyond the roomy part too', () => {
  const simulation = simulate({ blocks: 64, softCacheLimit: 32 });
  const users = [100, 200, 300].map((first) => ({
    said: tokens(first, 12),
    cached: [] as number[],
  }));
  const ask = (user: (typeof users)[number]): void => {
    user.cached.push(cachedOf(simulation, user.said));
    const turn = simulation.submit({ prompt: user.said, answer: 6, priority: batch });
    simulation.drain(100, () => expectWhole(simulation));
    user.said = [...turn.tokens, ...tokens(900, 3)];
  };
  for (let turn = 0; turn < 4; turn++) users.forEach(ask);
  // Before anybody had come back, the first answers were given up; from then on none is.
  for (const { cached } of users) expect(cached.slice(2)).toEqual([12 + 9 + 5, 12 + 18 + 5]);

  // When nobody comes back any more, it is as before.
  for (let other = 0; other < 70; other++) computedFor(simulation, tokens(1_000 + 20 * other, 8));
  expect(simulation.cache.counts().cached).toBeLessThan(32);
});
