import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../../../../test/support/propertyRuns.ts';
import { createRequest, priorities, type ScheduledRequest } from './request.ts';
import { expectFair, expectWhole } from './testing/expectWhole.ts';
import { Simulation } from './testing/simulation.ts';

const token = fc.constantFrom(1, 2);
const priority = fc.constantFrom(priorities.batch, priorities.interactive);

const limit = fc.record({
  requests: fc.integer({ min: 1, max: 4 }),
  tokens: fc.integer({ min: 1, max: 40 }),
});

const options = fc.record({
  blocks: fc.integer({ min: 2, max: 14 }),
  tokensPerBlock: fc.constantFrom(1, 2, 4, 8),
  sequences: fc.integer({ min: 2, max: 8 }),
  tokenBudget: fc.integer({ min: 1, max: 64 }),
  maxRunning: fc.integer({ min: 1, max: 8 }),
  admissionLimit: fc.option(limit, { nil: undefined }),
  interactiveLimit: fc.option(limit, { nil: undefined }),
  pacedTokens: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
  softCacheLimit: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
  sharing: fc.constantFrom(true, true, true, false),
  minComputedTokens: fc.constantFrom(1, 1, 4),
  saving: fc.constantFrom('never' as const, 'works' as const, 'fails' as const),
  turns: fc.boolean(),
  draftTokens: fc.constantFrom(0, 1, 5),
  msPerStep: fc.constantFrom(1, 500, 5_000),
});

/** Prompts begin like one of a few, so that parts of blocks, whole blocks and whole prompts recur. */
const submission = fc.record({
  base: fc.nat({ max: 2 }),
  common: fc.nat({ max: 60 }),
  own: fc.array(token, { maxLength: 9 }),
  answer: fc.integer({ min: 1, max: 20 }),
  priority,
  copies: fc.constantFrom(1, 1, 1, 4),
  adapter: fc.constantFrom(0, 0, 0, 1, 2),
});
type Wanted = typeof submission extends fc.Arbitrary<infer T> ? T : never;

const operation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('submit' as const), submission }) },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('step' as const),
      times: fc.integer({ min: 1, max: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('cancel' as const), pick: fc.nat() }) },
);

const bases = fc.array(fc.array(token, { minLength: 60, maxLength: 60 }), {
  minLength: 3,
  maxLength: 3,
});

/** Submits what was wanted, shortened to what the pool can hold. */
function submit(simulation: Simulation, from: readonly number[][], wanted: Wanted): void {
  const { blocks, tokensPerBlock } = simulation.options;
  const room = blocks * tokensPerBlock;
  const common = from[wanted.base]?.slice(0, wanted.common) ?? [];
  const prompt = [...common, ...wanted.own, 1].slice(-Math.max(1, room - wanted.answer));
  const answer = Math.min(wanted.answer, room - prompt.length);
  if (answer <= 0) return;
  for (let copy = 0; copy < wanted.copies; copy++) {
    const { priority, adapter } = wanted;
    simulation.submit({ prompt, answer, priority, adapter });
  }
}

function step(simulation: Simulation): void {
  const plan = simulation.step();
  expectFair(plan, simulation);
  expectWhole(simulation);
}

/** Far more steps than any order needs in which the oldest request always moves on. */
function maxSteps({ open, options: { tokenBudget } }: Simulation): number {
  const tokens = [...open].reduce(
    (
      sum,
      [
        {
          tokens: { length },
        },
        { answer },
      ],
    ) => sum + length + answer,
    0,
  );
  return 20 + 4 * open.size * (tokens + Math.ceil(tokens / tokenBudget));
}

test('whatever is submitted, computed, cancelled and pushed out, every cell has its place', () => {
  fc.assert(
    fc.property(options, bases, fc.array(operation, { maxLength: 50 }), (chosen, from, acts) => {
      const simulation = new Simulation(chosen);
      for (const act of acts) {
        if (act.act === 'submit') submit(simulation, from, act.submission);
        else if (act.act === 'step') for (let i = 0; i < act.times; i++) step(simulation);
        else {
          const open = [...simulation.open.keys()];
          const request = open[act.pick % open.length];
          if (request !== undefined) simulation.cancel(request);
        }
        expectWhole(simulation);
      }
      simulation.drain(maxSteps(simulation), (plan) => {
        expectFair(plan, simulation);
        expectWhole(simulation);
      });
      expectEmptied(simulation);
    }),
  );
});

test('all requests end while interactive ones keep coming', () => {
  fc.assert(
    fc.property(
      options,
      bases,
      fc.array(submission, { minLength: 1, maxLength: 12 }),
      fc.array(submission, { minLength: 1, maxLength: 5 }),
      (chosen, from, first, later) => {
        const simulation = new Simulation({ ...chosen, msPerStep: 5_000 });
        for (const one of first) submit(simulation, from, one);
        const early = [...simulation.open.keys()];
        const most = maxSteps(simulation) + 200;
        let steps = 0;
        for (; early.some((request) => simulation.open.has(request)); steps++) {
          if (steps > most) throw new Error(`Requests wait after ${steps} steps.`);
          const wanted = later[steps % later.length];
          if (wanted !== undefined && simulation.open.size < 20) {
            submit(simulation, from, { ...wanted, priority: priorities.interactive });
          }
          step(simulation);
        }
      },
    ),
    { numRuns: propertyRuns(0.25) },
  );
});

/** After the last request everything can be had again: blocks, cells and sequence ids. */
function expectEmptied({
  cache,
  memory,
  options: { blocks, sequences, tokensPerBlock },
}: Simulation): void {
  expect(cache.counts()).toMatchObject({ used: 0, shared: 0 });
  const newRequest = (): ScheduledRequest =>
    createRequest({ id: -1, prompt: [1], priority: 0, arrivedAtMs: 0 });
  const nothing = { blocks: [], partial: undefined, tokens: 0 };

  const greedy = newRequest();
  expect(cache.admit(greedy, nothing)).toBe(true);
  expect(cache.grow(greedy, blocks * tokensPerBlock)).toBe(true);
  cache.release(greedy);
  expect(cache.counts()).toEqual({ total: blocks, used: 0, shared: 0, cached: 0, free: blocks });
  expect(memory.cells).toBe(0);
  expect(cache.prefixCache()).toEqual([]);

  const each = Array.from({ length: sequences }, newRequest);
  for (const request of each) expect(cache.admit(request, nothing)).toBe(true);
  expect(new Set(each.map(({ sequence }) => sequence)).size).toBe(sequences);
  expect(cache.admit(newRequest(), nothing)).toBe(false);
}
