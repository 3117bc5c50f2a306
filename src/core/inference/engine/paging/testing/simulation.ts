import { KvCacheManager } from '../blocks/kvCacheManager.ts';
import { createRequest, type ScheduledRequest } from '../request.ts';
import { Scheduler } from '../scheduling/scheduler.ts';
import type {
  SavedStates,
  SchedulerOptions,
  StepPart,
  StepPlan,
} from '../scheduling/schedulerOptions.ts';
import { FakeMemory } from './fakeMemory.ts';

export interface SimulationOptions {
  blocks: number;
  tokensPerBlock: number;
  sequences: number;
  tokenBudget: number;
  maxRunning: number;
  admissionLimit: SchedulerOptions['admissionLimit'];
  interactiveLimit: SchedulerOptions['interactiveLimit'];
  /** The token budget while a person reads along; the usual one for undefined. */
  pacedTokens: number | undefined;
  /** The pool's size for undefined. */
  softCacheLimit: number | undefined;
  sharing: boolean;
  minComputedTokens: number;
  /** What becomes of the states of preempted requests. */
  saving: 'never' | 'works' | 'fails';
  /** Tokens that a lone writer is read ahead: some of them are chosen. */
  draftTokens: number;
  /** Whether two lone writers are computed one after the other. */
  turns: boolean;
  msPerStep: number;
}

export interface Submission {
  prompt: readonly number[];
  /** Tokens to choose; the prompt and these must fit the pool. */
  answer: number;
  priority: number;
  scoresPrompt?: boolean;
  user?: string;
  adapter?: number;
}

/** A pool, a cache, a scheduler and a loop around them, on cells without a model. */
export class Simulation {
  readonly options: SimulationOptions;
  readonly memory: FakeMemory;
  readonly cache: KvCacheManager;
  readonly scheduler: Scheduler;
  /** All that were submitted and have not ended. */
  readonly open = new Map<ScheduledRequest, { answer: number }>();
  /** Requests that got all their tokens. */
  readonly done: ScheduledRequest[] = [];
  nowMs = 0;
  #nextId = 0;
  /** Chooses the tokens of answers: of so few different ones that answers often begin the same. */
  #random = 1;

  constructor(options: SimulationOptions) {
    const { blocks, tokensPerBlock, sequences, sharing, minComputedTokens, saving } = options;
    this.options = options;
    const { admissionLimit, interactiveLimit, pacedTokens, softCacheLimit } = options;
    const poolTokens = blocks * tokensPerBlock;
    this.memory = new FakeMemory({ sequences, poolTokens });
    this.cache = new KvCacheManager({
      memory: this.memory,
      poolTokens,
      tokensPerBlock,
      sharing,
      minComputedTokens,
      ...(softCacheLimit !== undefined && { softCacheLimit }),
    });
    this.scheduler = new Scheduler({
      cache: this.cache,
      tokenBudget: options.tokenBudget,
      maxRunning: options.maxRunning,
      takesTurn: () => options.turns,
      draftOf: (request) => this.#draftOf(request),
      ...(admissionLimit !== undefined && { admissionLimit }),
      ...(interactiveLimit !== undefined && { interactiveLimit }),
      ...(pacedTokens !== undefined && {
        pacedTokens: (_writers: number, isReadAlong: boolean) =>
          isReadAlong ? pacedTokens : options.tokenBudget,
      }),
      ...(saving === 'never' ? {} : { savedStates: fakeStates(this.memory, saving === 'works') }),
    });
  }

  submit({ answer, ...given }: Submission): ScheduledRequest {
    const id = this.#nextId++;
    const request = createRequest({ id, ...given, arrivedAtMs: this.nowMs });
    this.open.set(request, { answer });
    this.scheduler.submit(request);
    return request;
  }

  cancel(request: ScheduledRequest): void {
    this.scheduler.finish(request);
    this.open.delete(request);
  }

  /** Schedules, computes, and chooses the tokens that follow, as the engine's loop does. */
  step(): StepPlan {
    this.nowMs += this.options.msPerStep;
    const plan = this.scheduler.schedule(this.nowMs);
    this.memory.compute(plan.parts);
    this.scheduler.advance(plan.parts);
    for (const part of plan.parts) if (part.chooses) this.#chooseAfter(part);
    return plan;
  }

  #draftOf({ id, tokens, promptTokens }: ScheduledRequest): number[] {
    const answer = [...this.open].find(([request]) => request.id === id)?.[1].answer ?? 0;
    const room = answer - (tokens.length - promptTokens) - 1;
    return Array.from(
      { length: Math.min(room, this.options.draftTokens) },
      (_, at) => 1 + (at % 2),
    );
  }

  #chooseAfter(part: StepPart): void {
    const { request, draft = [] } = part;
    for (const forked of this.scheduler.fork(request, this.nowMs)) {
      if (this.#choose(forked)) this.#end(forked);
    }
    let chosen = 0;
    let isOver = this.#choose(request);
    while (!isOver && chosen < draft.length && request.tokens.at(-1) === draft[chosen]) {
      chosen++;
      isOver = this.#choose(request);
    }
    if (draft.length > 0) this.scheduler.advanceDraft(part, chosen);
    if (isOver) this.#end(request);
  }

  /** Steps until nothing waits or runs; the number of steps. Throws when `most` are not enough. */
  drain(most: number, check: (plan: StepPlan) => void = () => undefined): number {
    for (let steps = 0; steps < most; steps++) {
      if (this.open.size === 0) return steps;
      check(this.step());
    }
    throw new Error(`${this.open.size} requests have not ended after ${most} steps.`);
  }

  /** True when it was the answer's last token. */
  #choose(request: ScheduledRequest): boolean {
    this.#random = (Math.imul(this.#random, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    request.tokens.push(1 + ((this.#random >> 16) % 2));
    const answer = this.open.get(request)?.answer ?? 0;
    return request.tokens.length >= request.promptTokens + answer;
  }

  #end(request: ScheduledRequest): void {
    this.scheduler.finish(request);
    this.open.delete(request);
    this.done.push(request);
  }
}

/** Remembers tokens in place of keys and values; worth it when it brings back two tokens more. */
function fakeStates(memory: FakeMemory, works: boolean): SavedStates {
  const saved = new Map<ScheduledRequest, number[]>();
  return {
    save: (request) => {
      if (request.sequence !== undefined) saved.set(request, memory.tokensOf(request.sequence));
    },
    prefers: (request, cachedTokens) => (saved.get(request)?.length ?? 0) > cachedTokens + 2,
    tokensOf: (request) => saved.get(request)?.length ?? 0,
    restore: (request) => {
      const tokens = saved.get(request);
      saved.delete(request);
      if (!works || tokens === undefined || request.sequence === undefined) return false;
      memory.restore(request.sequence, tokens);
      return true;
    },
  };
}
