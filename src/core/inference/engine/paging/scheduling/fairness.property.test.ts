import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../../../../../test/support/propertyRuns.ts';
import { priorities, type ScheduledRequest } from '../request.ts';
import { simulate, tokens } from '../testing/simulate.ts';
import type { Simulation } from '../testing/simulation.ts';

const { interactive } = priorities;
const tokensPerBlock = 4;

/** The pool holds all that may run at once: of preemptions the paper knows nothing. */
const options = fc.record({
  blocks: fc.constant(64),
  tokenBudget: fc.integer({ min: 4, max: 64 }),
  maxRunning: fc.integer({ min: 1, max: 4 }),
  turns: fc.boolean(),
  draftTokens: fc.constantFrom(0, 2),
});
const longest = { prompt: 24, answer: 16 };
const size = fc.record({
  prompt: fc.integer({ min: 1, max: longest.prompt }),
  answer: fc.integer({ min: 1, max: longest.answer }),
});
type Size = typeof size extends fc.Arbitrary<infer T> ? T : never;

/** Requests of which no two begin alike, and what their users get, as the cost of the paper. */
class Users {
  readonly simulation: Simulation;
  readonly owner = new Map<ScheduledRequest, string>();
  readonly served = new Map<string, number>();
  readonly #read = new Map<ScheduledRequest, number>();
  #first = 1_000;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  submit(user: string, { prompt, answer }: Size): ScheduledRequest {
    this.#first += 1_000;
    const given = { prompt: tokens(this.#first, prompt), answer, priority: interactive, user };
    const request = this.simulation.submit(given);
    this.owner.set(request, user);
    return request;
  }

  /** A token that is read costs 1, once; one that is written 2. */
  step(): void {
    const before = new Map([...this.owner.keys()].map((each) => [each, each.tokens.length]));
    const { parts } = this.simulation.step();
    for (const { request, from, count } of parts) {
      const until = Math.min(from + count, request.promptTokens);
      const read = Math.max(0, until - (this.#read.get(request) ?? 0));
      this.#read.set(request, Math.max(until, this.#read.get(request) ?? 0));
      const written = request.tokens.length - (before.get(request) ?? 0);
      const user = this.owner.get(request) ?? '';
      this.served.set(user, (this.served.get(user) ?? 0) + read + 2 * written);
    }
  }

  servedTo(...users: string[]): number {
    return users.reduce((sum, user) => sum + (this.served.get(user) ?? 0), 0);
  }
}

/** U of the paper's bounds: the most that a prompt, or all answers that run at once, can cost. */
function largestUnfairness({ maxRunning }: { maxRunning: number }): number {
  return Math.max(longest.prompt, 2 * Math.ceil(1.25 * maxRunning) * longest.answer);
}

/** What others get while a request waits that is sent now. */
function servedMeanwhile(
  users: Users,
  { user, own, others }: { user: string; own: Size; others: readonly string[] },
): number {
  const before = users.servedTo(...others);
  const request = users.submit(user, own);
  for (let steps = 0; !request.hasRun; steps++) {
    if (steps > 5_000) throw new Error('It never came in.');
    users.step();
  }
  return users.servedTo(...others) - before;
}

const flood = fc.array(size, { minLength: 20, maxLength: 60 });

test('however much others have sent, a user’s first request comes in within the paper’s bound', () => {
  fc.assert(
    fc.property(
      options,
      fc.array(flood, { minLength: 1, maxLength: 3 }),
      fc.nat({ max: 40 }),
      size,
      (chosen, floods, stepsBefore, own) => {
        const users = new Users(simulate({ ...chosen, tokensPerBlock }));
        const others = floods.map((_, index) => `flood ${index}`);
        for (const [index, sizes] of floods.entries()) {
          for (const each of sizes) users.submit(`flood ${index}`, each);
        }
        for (let step = 0; step < stepsBefore; step++) users.step();
        const served = servedMeanwhile(users, { user: 'newcomer', own, others });
        expect(served).toBeLessThanOrEqual(2 * floods.length * largestUnfairness(chosen));
      },
    ),
  );
});

test('who was idle for long has no credit: a user who had much waits no longer than the bound either', () => {
  fc.assert(
    fc.property(options, flood, flood, size, (chosen, earlier, sizes, own) => {
      const users = new Users(simulate({ ...chosen, tokensPerBlock }));
      for (const each of earlier) users.submit('regular', each);
      while (users.simulation.open.size > 0) users.step();
      for (const each of sizes) users.submit('flood', each);
      const served = servedMeanwhile(users, { user: 'regular', own, others: ['flood'] });
      expect(served).toBeLessThanOrEqual(2 * largestUnfairness(chosen));
    }),
  );
});

test('two users who always have requests waiting get the same, whatever the sizes of these', () => {
  fc.assert(
    fc.property(options, size, size, (chosen, one, other) => {
      const users = new Users(simulate({ ...chosen, tokensPerBlock }));
      for (let step = 0; step < 300; step++) {
        const waiting = (user: string) =>
          users.simulation.scheduler.waiting.filter((request) => request.user === user).length;
        // Never without: who comes back is lifted.
        while (waiting('one') < 12) users.submit('one', one);
        while (waiting('other') < 12) users.submit('other', other);
        users.step();
        const unfairness = Math.abs(users.servedTo('one') - users.servedTo('other'));
        expect(unfairness).toBeLessThanOrEqual(2 * largestUnfairness(chosen));
      }
    }),
    { numRuns: propertyRuns(0.3) },
  );
});

test('a user who had much is served although ever new ones come', () => {
  const users = new Users(simulate({ blocks: 64, maxRunning: 4, msPerStep: 5_000 }));
  const each = { prompt: 8, answer: 8 };
  for (let had = 0; had < 5; had++) users.submit('regular', each);
  users.step();
  const newUsers = (step: number): void => {
    for (let one = 0; one < 2; one++) users.submit(`new ${step} ${one}`, each);
  };
  for (let step = 0; step < 6; step++) {
    newUsers(step);
    users.step();
  }
  const request = users.submit('regular', each);
  for (let step = 6; !request.hasRun; step++) {
    if (step > 500) throw new Error('It never came in.');
    newUsers(step);
    users.step();
  }
});
