import { expect, test } from 'vitest';
import { priorities } from '../request.ts';
import { expectWhole } from '../testing/expectWhole.ts';
import { simulate, tokens } from '../testing/simulate.ts';
import type { SimulationOptions } from '../testing/simulation.ts';

const { batch, interactive } = priorities;

/** A batch request has chosen two tokens when an interactive one needs its blocks. */
function interrupted(saving: SimulationOptions['saving']) {
  const simulation = simulate({ blocks: 5, saving });
  const work = simulation.submit({ prompt: tokens(100, 10), answer: 8, priority: batch });
  simulation.step();
  simulation.step();
  const question = simulation.submit({ prompt: tokens(200, 14), answer: 3, priority: interactive });
  return { simulation, work, question };
}

test('in a full pool a batch request gives way to an interactive one', () => {
  const { simulation, work, question } = interrupted('never');
  const { preempted } = simulation.step();
  expect(preempted).toEqual([work]);
  expect(simulation.scheduler.running).toEqual([question]);
  expect(simulation.scheduler.waiting).toEqual([work]);
  expect(simulation.scheduler.counts.preemptions).toBe(1);
  expectWhole(simulation);
});

test('a batch request does not give way to another one', () => {
  const { simulation, work } = interrupted('never');
  const [question] = simulation.scheduler.waiting;
  if (question !== undefined) simulation.cancel(question);
  simulation.submit({ prompt: tokens(200, 14), answer: 3, priority: batch });
  expect(simulation.step().preempted).toEqual([]);
  expect(simulation.scheduler.running).toEqual([work]);
});

test('interactive requests go first, and batch ones give way first', () => {
  const simulation = simulate({ blocks: 4, maxRunning: 1 });
  const submit = (priority: number, first: number) =>
    simulation.submit({ prompt: tokens(first, 6), answer: 4, priority });
  const waiting = submit(batch, 100);
  const question = submit(interactive, 200);
  simulation.step();
  expect(simulation.scheduler.running).toEqual([question]);
  simulation.drain(20, () => expectWhole(simulation));
  expect(simulation.done).toEqual([question, waiting]);

  const crowded = simulate({ blocks: 5 });
  const early = crowded.submit({ prompt: tokens(100, 7), answer: 9, priority: interactive });
  const late = crowded.submit({ prompt: tokens(200, 6), answer: 9, priority: batch });
  const plan = crowded.drain(20, ({ preempted }) => expect(preempted).not.toContain(early));
  expect(plan).toBeGreaterThan(9);
  expect(crowded.scheduler.counts.preemptions).toBeGreaterThan(0);
  expect(crowded.done).toEqual([early, late]);
});

test('an interactive request may run beside as many batch ones as are allowed', () => {
  const simulation = simulate({ maxRunning: 4 });
  for (let i = 0; i < 5; i++) {
    simulation.submit({ prompt: tokens(100 * i, 3), answer: 9, priority: batch });
  }
  simulation.step();
  expect(simulation.scheduler.running).toHaveLength(4);
  simulation.submit({ prompt: tokens(600, 3), answer: 9, priority: interactive });
  simulation.step();
  expect(simulation.scheduler.running.map(({ priority }) => priority)).toEqual([0, 0, 0, 0, 1]);
});

test('while a long prompt is read in parts, the others write on', () => {
  const simulation = simulate({ tokenBudget: 4 });
  const writer = simulation.submit({ prompt: tokens(100, 3), answer: 9, priority: batch });
  simulation.step();
  const reader = simulation.submit({ prompt: tokens(200, 10), answer: 9, priority: interactive });
  const steps = [simulation.step(), simulation.step(), simulation.step()];
  const partsOf = steps.map(({ parts }) => parts.map(({ request, count }) => [request.id, count]));
  const both = [
    [writer.id, 1],
    [reader.id, 3],
  ];
  expect(partsOf).toEqual([both, both, both]);
});

test.each([
  // One block of 4 is found again, of the 11 tokens that were computed.
  { saving: 'never', again: 7 },
  { saving: 'works', again: 0 },
  // The state was to be restored, so the sequence began empty.
  { saving: 'fails', again: 11 },
] as const)(
  'a request that gave way goes on where it was (saved: $saving)',
  ({ saving, again }) => {
    const { simulation, work, question } = interrupted(saving);
    const written = [...work.tokens];
    expect(written).toHaveLength(12);
    simulation.step();
    expect(work.tokens).toEqual(written);
    simulation.drain(50, () => expectWhole(simulation));
    expect(simulation.done).toEqual([question, work]);
    expect(work.tokens.slice(0, 12)).toEqual(written);
    expect(work.tokens).toHaveLength(18);
    // All tokens are computed once but the last chosen one of each, and some again.
    expect(simulation.memory.computedTokens).toBe(17 + 16 + again);
  },
);

test('a queue of long requests is kept small, short ones and a person’s question come in', () => {
  const admissionLimit = { requests: 2, tokens: 16 };
  const long = simulate({ blocks: 32, tokenBudget: 64, admissionLimit });
  for (let i = 0; i < 4; i++) {
    long.submit({ prompt: tokens(100 * (i + 1), 12), answer: 4, priority: batch });
  }
  long.step();
  expect(long.scheduler.running).toHaveLength(2);
  const question = long.submit({ prompt: tokens(900, 12), answer: 2, priority: interactive });
  long.step();
  expect(long.scheduler.running).toContain(question);
  long.drain(100, () => expectWhole(long));
  expect(long.done).toHaveLength(5);

  const short = simulate({ blocks: 32, tokenBudget: 64, admissionLimit });
  for (let i = 0; i < 4; i++) {
    short.submit({ prompt: tokens(100 * (i + 1), 3), answer: 2, priority: batch });
  }
  short.step();
  expect(short.scheduler.running).toHaveLength(4);
});

test('while a person reads along, a long prompt is read in smaller parts; of a batch’s nobody reads', () => {
  const counts = (priority: number): number[] => {
    const simulation = simulate({ blocks: 64, tokenBudget: 64, pacedTokens: 20 });
    simulation.submit({ prompt: tokens(100, 3), answer: 9, priority });
    simulation.step();
    const long = simulation.submit({ prompt: tokens(200, 60), answer: 1, priority });
    const read: number[] = [];
    simulation.drain(40, ({ parts }) => {
      for (const { request, count } of parts) if (request === long) read.push(count);
    });
    return read;
  };
  expect(counts(interactive)).toEqual([20, 20, 20]);
  expect(counts(batch)).toEqual([60]);
});

test('under overload people are served one after the other, and who leaves the queue costs nothing', () => {
  const interactiveLimit = { requests: 2, tokens: 0 };
  const simulation = simulate({ blocks: 64, interactiveLimit });
  const people = Array.from({ length: 6 }, (_, index) =>
    simulation.submit({ prompt: tokens(100 * (index + 1), 5), answer: 4, priority: interactive }),
  );
  const [first, second, third, fourth, fifth, sixth] = people;
  simulation.step();
  expect(simulation.scheduler.running).toEqual([first, second]);
  if (third !== undefined) simulation.cancel(third);
  // A batch has its own limit.
  const work = simulation.submit({ prompt: tokens(900, 5), answer: 4, priority: batch });
  simulation.step();
  expect(simulation.scheduler.running).toContain(work);
  simulation.drain(40, () => expectWhole(simulation));
  expect(simulation.done.filter((request) => request !== work)).toEqual([
    ...[first, second, fourth, fifth, sixth],
  ]);
  expect(simulation.memory.computedTokens).toBe(6 * 8);
});

test('two that write take turns where that is quicker, until a third comes', () => {
  const simulation = simulate({ turns: true });
  const [one, other] = [100, 200].map((first) =>
    simulation.submit({ prompt: tokens(first, 3), answer: 9, priority: batch }),
  );
  simulation.step();
  const computed = [1, 2, 3, 4].map(() => simulation.step().parts.map(({ request }) => request));
  expect(computed).toEqual([[one], [other], [one], [other]]);
  const third = simulation.submit({ prompt: tokens(300, 3), answer: 9, priority: batch });
  const together = simulation.step().parts.map(({ request }) => request);
  expect(together).toEqual([one, other, third]);
  simulation.drain(40, () => expectWhole(simulation));
  expect(simulation.done.map(({ tokens: { length } }) => length)).toEqual([12, 12, 12]);
});

test('a lone writer is read ahead: what it would have written stays, the rest is cut', () => {
  const simulation = simulate({ draftTokens: 5 });
  const writer = simulation.submit({ prompt: tokens(100, 3), answer: 20, priority: interactive });
  const steps = simulation.drain(40, () => expectWhole(simulation));
  expect(writer.tokens).toHaveLength(23);
  expect(steps).toBeLessThan(20);

  const plain = simulate();
  const same = plain.submit({ prompt: tokens(100, 3), answer: 20, priority: interactive });
  expect(plain.drain(40)).toBe(20);
  expect(same.tokens).toEqual(writer.tokens);
});

test('a prompt whose logits are wanted is computed whole, in steps that can hold them', () => {
  const simulation = simulate({ blocks: 200, tokenBudget: 500 });
  const prompt = tokens(100, 100);
  simulation.submit({ prompt, answer: 1, priority: batch });
  simulation.drain(3);
  const scored = { prompt, answer: 2, priority: batch, scoresPrompt: true };
  const first = simulation.submit(scored);
  const second = simulation.submit({ ...scored, prompt: tokens(300, 20) });
  const steps: [number, number, number][][] = [];
  simulation.drain(9, ({ parts }) => {
    steps.push(parts.map(({ request, from, count }) => [request.id, from, count]));
    expectWhole(simulation);
  });
  // Nothing of what is cached is taken, and no step has more than 64 of these tokens.
  expect(steps.slice(0, 2)).toEqual([
    [[first.id, 0, 64]],
    [
      [first.id, 64, 36],
      [second.id, 0, 20],
    ],
  ]);
  expect(simulation.done).toHaveLength(3);
});

test('answers to one prompt fork after it was read once, its blocks in one place', () => {
  const simulation = simulate({ tokenBudget: 4, blocks: 24 });
  const answers = Array.from({ length: 8 }, () =>
    simulation.submit({ prompt: tokens(100, 10), answer: 3, priority: batch }),
  );
  for (const _ of [1, 2]) {
    simulation.step();
    expect(simulation.scheduler.running).toHaveLength(1);
  }
  // With the prompt's last tokens all of them choose their first one.
  simulation.step();
  expect(simulation.memory.computedTokens).toBe(10);
  expect(simulation.memory.cells).toBe(10);
  expect(answers.map((request) => request.tokens.length)).toEqual(Array(8).fill(11));
  // Two full blocks are everybody's; each has one of its own to write on in.
  expect(simulation.cache.counts()).toMatchObject({ shared: 2, used: 2 + 8 });
  expectWhole(simulation);
  simulation.drain(50, () => expectWhole(simulation));
  expect(simulation.memory.computedTokens).toBe(10 + 8 * 2);
});

test('of answers to one prompt those fork that have room, the others follow', () => {
  const simulation = simulate({ blocks: 5, maxRunning: 2 });
  const answers = Array.from({ length: 4 }, () =>
    simulation.submit({ prompt: tokens(100, 6), answer: 4, priority: batch }),
  );
  simulation.step();
  expect(simulation.scheduler.running).toEqual(answers.slice(0, 2));
  simulation.drain(50, () => expectWhole(simulation));
  expect(simulation.done).toHaveLength(4);
});

test('requests of several adapters take turns of four steps and share no block', () => {
  const simulation = simulate({ blocks: 32 });
  const adapters = [0, 1, 2];
  const requests = adapters.map((adapter) =>
    simulation.submit({ prompt: tokens(100, 9), answer: 9, priority: batch, adapter }),
  );
  const turns: (number | undefined)[] = [];
  for (let step = 0; step < 12; step++) {
    const { parts } = simulation.step();
    turns.push(...new Set(parts.map(({ request }) => request.adapter)));
    expectWhole(simulation);
  }
  expect(turns).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
  expect(simulation.cache.counts().shared).toBe(0);
  simulation.drain(50, () => expectWhole(simulation));
  expect(simulation.done).toEqual(requests);
  // Each finds its own prompt again, and only that.
  const before = simulation.memory.computedTokens;
  simulation.submit({ prompt: tokens(100, 9), answer: 1, priority: batch, adapter: 2 });
  simulation.submit({ prompt: tokens(100, 9), answer: 1, priority: batch, adapter: 3 });
  simulation.drain(50, () => expectWhole(simulation));
  expect(simulation.memory.computedTokens - before).toBe(1 + 9);
});

test('requests of one adapter are let in although those of another keep coming', () => {
  // As the property test of paging found it: what ended was replaced before the other had a turn.
  const few = { blocks: 3, tokensPerBlock: 1, sequences: 2, tokenBudget: 2, maxRunning: 1 };
  const simulation = simulate({ ...few, msPerStep: 5_000 });
  const ask = (adapter: number, answer: number, priority: number) =>
    simulation.submit({ prompt: [1], answer, priority, adapter });
  const early = [ask(0, 1, batch), ...[1, 2, 3, 4].map(() => ask(2, 2, batch)), ask(0, 1, batch)];
  for (let step = 0; step < 800 && early.some((each) => simulation.open.has(each)); step++) {
    if (simulation.open.size < 20) ask(0, 2, interactive);
    simulation.step();
    expectWhole(simulation);
  }
  expect(early.filter((each) => simulation.open.has(each))).toEqual([]);
});
