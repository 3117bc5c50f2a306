import type { KvCacheManager, PrefixMatch } from '../blocks/kvCacheManager.ts';
import { isScored, priorities, type ScheduledRequest } from '../request.ts';
import { AdapterTurns } from './adapterTurns.ts';
import { PromisedBlocks } from './promisedBlocks.ts';
import { RequestOrder } from './requestOrder.ts';
import type { SchedulerOptions, StepPart, StepPlan } from './schedulerOptions.ts';
import { UserService } from './userService.ts';

/** Of a prompt, what a step reads at least, so that each step is worth its cost. */
const minPromptTokens = 16;
/** Logits of a token take a megabyte in large vocabularies. */
const maxScores = 64;

const usualStarvationMs = 30_000;

const nothingFound: PrefixMatch = { blocks: [], partial: undefined, tokens: 0 };

/**
 * Decides what each step computes: running requests first (those that write one token before
 * those that still read), then waiting ones by priority, those that were preempted, and how little
 * their users had so far, in chunks that fit the step's token budget. When the pool is full, the running
 * request of the lowest priority that came last loses its blocks and waits again.
 */
export class Scheduler {
  readonly #cache: KvCacheManager;
  readonly #options: SchedulerOptions;
  readonly #order: RequestOrder;
  #running: ScheduledRequest[] = [];
  #waiting: ScheduledRequest[] = [];
  readonly #service = new UserService();
  readonly #adapters = new AdapterTurns();
  #lastTurn: ScheduledRequest | undefined;
  /** Of the step that is planned: prompt tokens whose logits may still be asked for. */
  #scores = 0;
  #preemptions = 0;
  #queriedTokens = 0;
  #hitTokens = 0;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#cache = options.cache;
    this.#order = new RequestOrder(this.#service, options.starvationMs ?? usualStarvationMs);
  }

  get running(): readonly ScheduledRequest[] {
    return this.#running;
  }

  get waiting(): readonly ScheduledRequest[] {
    return this.#waiting;
  }

  get counts() {
    return {
      preemptions: this.#preemptions,
      queriedTokens: this.#queriedTokens,
      hitTokens: this.#hitTokens,
    };
  }

  /** The caller has made sure that the request, with its answer, fits an empty pool. */
  submit(request: ScheduledRequest): void {
    this.#service.arrive(request.user, new Set(this.#waiting.map(({ user }) => user)));
    this.#waiting.push(request);
  }

  /** Ends a request, done or cancelled. Its findable blocks are kept for others. */
  finish(request: ScheduledRequest): void {
    this.#cache.release(request);
    this.#running = this.#running.filter((other) => other !== request);
    this.#waiting = this.#waiting.filter((other) => other !== request);
  }

  /** What to compute now, all with one adapter; empty when nothing waits or runs. */
  schedule(nowMs: number): StepPlan {
    for (const adapter of this.#adapters.order([...this.#running, ...this.#waiting])) {
      const plan = this.#plan(adapter, nowMs);
      if (plan.parts.length > 0) this.#adapters.take(adapter);
      if (plan.parts.length > 0 || plan.preempted.length > 0) return plan;
    }
    return { parts: [], preempted: [] };
  }

  #plan(adapter: number, nowMs: number): StepPlan {
    const plan: StepPlan = { parts: [], preempted: [] };
    let budget = this.#stepTokens(adapter);
    this.#scores = maxScores;
    for (const request of this.#onTurn() ?? this.#runningInOrder(adapter, nowMs)) {
      if (budget === 0) break;
      // An earlier one of this step may have taken its blocks.
      if (request.sequence === undefined) continue;
      budget -= this.#continue(request, budget, plan, nowMs);
    }
    if (plan.preempted.length === 0) this.#admitWaiting(adapter, budget, plan, nowMs);
    this.#addDraft(plan);
    return plan;
  }

  /** A lone writer may be read ahead, as far as there is room. */
  #addDraft({ parts }: StepPlan): void {
    const [part, other] = parts;
    if (part === undefined || other !== undefined || !part.chooses || part.count !== 1) return;
    if (this.#running.length > 1 || this.#waiting.length > 0) return;
    const draft = this.#options.draftOf?.(part.request) ?? [];
    const until = part.from + part.count + draft.length;
    if (draft.length > 0 && this.#cache.grow(part.request, until)) part.draft = draft;
  }

  /**
   * A step is as long as all its tokens take: when somebody reads along, what others have to be read
   * of goes in smaller parts. The writers themselves all have their token, and a part is never tiny.
   */
  #stepTokens(adapter: number): number {
    const { tokenBudget, pacedTokens } = this.#options;
    const allWriters = this.#running.filter((request) => left(request) <= 1);
    const isReadAlong = allWriters.some(({ priority }) => priority >= priorities.interactive);
    const writers = allWriters.filter((request) => request.adapter === adapter);
    const paced = pacedTokens?.(writers.length, isReadAlong) ?? tokenBudget;
    return Math.min(tokenBudget, writers.length + Math.max(paced, minPromptTokens));
  }

  /** These parts of the step are in the cache now; of drafts {@link advanceDraft} tells. */
  advance(parts: readonly StepPart[]): void {
    for (const { request, from, count, chooses } of parts) {
      if (chooses) this.#service.generate(request.user, 1);
      if (request.sequence !== undefined) this.#cache.advance(request, from + count);
    }
  }

  /**
   * Lets in those that wait with the prompt of a request that is about to choose its first token:
   * they begin where it is, and choose from the same logits. Called after {@link advance}.
   */
  fork(leader: ScheduledRequest, nowMs: number): ScheduledRequest[] {
    const forked: ScheduledRequest[] = [];
    if (!isReadOnly(leader)) return forked;
    const byTurn = this.#order.byTurn(nowMs);
    for (const request of this.#waiting.filter((other) => forksFrom(other, leader)).sort(byTurn)) {
      if (!this.#mayRunAnother(request, nowMs)) continue;
      if (!this.#cache.fork(leader, request)) break;
      this.#begin(request);
      this.#service.generate(request.user, 1);
      forked.push(request);
    }
    return forked;
  }

  /** So many tokens of a part's draft were chosen; the others are cut from its sequence. */
  advanceDraft({ request, from, count, draft = [] }: StepPart, chosen: number): void {
    const until = from + count + chosen;
    this.#service.generate(request.user, chosen);
    if (chosen < draft.length) this.#cache.cut(request, until);
    this.#cache.advance(request, until);
  }

  /** The one whose turn it is, when two writers are quicker one after the other. */
  #onTurn(): [ScheduledRequest] | undefined {
    const [one, other] = this.#running;
    if (one === undefined || other === undefined || this.#running.length > 2) return undefined;
    if (this.#waiting.length > 0 || left(one) > 1 || left(other) > 1) return undefined;
    if (one.adapter !== other.adapter) return undefined;
    if (this.#options.takesTurn?.() !== true) return undefined;
    this.#lastTurn = this.#lastTurn === one ? other : one;
    return [this.#lastTurn];
  }

  #runningInOrder(adapter: number, nowMs: number): ScheduledRequest[] {
    const reads = (request: ScheduledRequest): number => (left(request) > 1 ? 1 : 0);
    const running = this.#running.filter((request) => request.adapter === adapter);
    const byPriority = this.#order.byPriority(nowMs);
    return running.toSorted((a, b) => reads(a) - reads(b) || byPriority(a, b));
  }

  /** Tokens of the budget that were used. */
  #continue(request: ScheduledRequest, budget: number, plan: StepPlan, nowMs: number): number {
    const count = this.#countOf(request, budget);
    if (count === 0) return 0;
    while (!this.#cache.grow(request, request.computed + count)) {
      const victim = this.#victim(nowMs);
      if (victim === undefined) return 0;
      this.#preempt(victim, plan);
      if (victim === request) return 0;
    }
    this.#add(request, count, plan);
    return count;
  }

  /** How many tokens of a request a step computes, given how many it may. */
  #countOf(request: ScheduledRequest, budget: number): number {
    return Math.min(left(request), budget, isScored(request) ? this.#scores : Infinity);
  }

  #add(request: ScheduledRequest, count: number, plan: StepPlan): void {
    const from = request.computed;
    request.scheduled = from + count;
    if (isScored(request)) this.#scores -= count;
    plan.parts.push({ request, from, count, chooses: from + count === request.tokens.length });
  }

  /** Of the running requests, the one of lowest rank that came last. */
  #victim(nowMs: number): ScheduledRequest | undefined {
    return this.#running.toSorted(this.#order.byPriority(nowMs)).at(-1);
  }

  #preempt(victim: ScheduledRequest, plan: StepPlan): void {
    plan.parts = plan.parts.filter(({ request }) => request !== victim);
    this.#options.savedStates?.save(victim);
    this.#cache.release(victim);
    this.#running = this.#running.filter((other) => other !== victim);
    this.#waiting.push(victim);
    plan.preempted.push(victim);
    this.#preemptions++;
  }

  #admitWaiting(adapter: number, budget: number, plan: StepPlan, nowMs: number): void {
    const promised = new PromisedBlocks(this.#cache, this.#running);
    let left = budget;
    const byTurn = this.#order.byTurn(nowMs);
    const queue = this.#waiting.filter((request) => request.adapter === adapter).sort(byTurn);
    // Steps of other adapters would find no room, as long as what comes now takes what ends.
    const starved = this.#waiting.filter(
      (other) => other.adapter !== adapter && this.#order.hasStarved(other, nowMs),
    );
    for (let next = queue.shift(); next !== undefined && left > 0; next = queue.shift()) {
      const request = next;
      // One behind it may be let in: a person's question passes the admission limit.
      if (!this.#mayRunAnother(request, nowMs)) continue;
      const isBefore = (other: ScheduledRequest): boolean =>
        byTurn(other, request) < 0 && this.#mayRunAnother(other, nowMs);
      if (starved.some(isBefore)) return;
      if (this.#countOf(request, left) === 0) continue;
      // Another one reads the same prompt: when it has, this one begins there.
      if (this.#running.some((leader) => this.#isAwaited(leader, request, nowMs))) continue;
      const match = this.#matchOf(request);
      // Another request computes the same block right now: wait a step and share it.
      if (promised.has(request, match.blocks.length)) continue;
      if (!this.#admit(request, match, plan, nowMs)) return;
      // Its user has had more now.
      queue.sort(byTurn);
      const count = this.#countOf(request, left);
      if (!this.#cache.grow(request, request.computed + count)) return;
      this.#add(request, count, plan);
      left -= count;
      promised.add(request);
    }
  }

  #isAwaited(leader: ScheduledRequest, request: ScheduledRequest, nowMs: number): boolean {
    if (!forksFrom(request, leader) || !this.#cache.canFork(leader)) return false;
    return this.#order.rank(leader, nowMs) >= this.#order.rank(request, nowMs);
  }

  #mayRunAnother(request: ScheduledRequest, nowMs: number): boolean {
    const { maxRunning, admissionLimit, interactiveLimit } = this.#options;
    const isInteractive = this.#order.rank(request, nowMs) >= priorities.interactive;
    const isPersons = request.priority >= priorities.interactive;
    const limit = isPersons ? interactiveLimit : admissionLimit;
    if (limit !== undefined) {
      const others = this.#running.filter(
        ({ priority }) => priority >= priorities.interactive === isPersons,
      );
      const { pool } = this.#cache;
      const heldTokens = pool.counts().used * pool.tokensPerBlock;
      if (others.length >= limit.requests && heldTokens > limit.tokens) return false;
    }
    return this.#running.length < (isInteractive ? Math.ceil(maxRunning * 1.25) : maxRunning);
  }

  /**
   * True when the request runs now. It is let in when all its tokens fit at once, with a block for
   * the next; for one of higher priority, requests of lower priority lose their blocks.
   */
  #admit(request: ScheduledRequest, match: PrefixMatch, plan: StepPlan, nowMs: number): boolean {
    const needed = this.#cache.blocksFor(request.tokens.length + 1) - match.blocks.length;
    while (this.#cache.available(match.blocks) < needed) {
      const victim = this.#victim(nowMs);
      if (victim === undefined) break;
      if (this.#order.rank(victim, nowMs) >= this.#order.rank(request, nowMs)) return false;
      this.#preempt(victim, plan);
    }
    if (!this.#cache.admit(request, match)) return false;
    this.#begin(request);
    this.#restore(request);
    return true;
  }

  /** The request runs from here on; what it has of its prompt was in the cache. */
  #begin(request: ScheduledRequest): void {
    this.#waiting = this.#waiting.filter((other) => other !== request);
    this.#running.push(request);
    this.#queriedTokens += request.tokens.length;
    this.#hitTokens += request.computed;
    // What is computed again after a preemption is not the user's doing.
    if (!request.hasRun) this.#service.admit(request.user, left(request));
    request.hasRun = true;
    this.#order.noteAdmission();
  }

  #matchOf(request: ScheduledRequest): PrefixMatch {
    if (isScored(request)) return nothingFound;
    const match = this.#cache.match(request);
    return this.#options.savedStates?.prefers(request, match.tokens) === true
      ? nothingFound
      : match;
  }

  #restore(request: ScheduledRequest): void {
    const saved = this.#options.savedStates;
    if (request.computed > 0 || isScored(request) || saved?.prefers(request, 0) !== true) return;
    const tokens = saved.tokensOf(request);
    if (this.#cache.grow(request, tokens) && saved.restore(request)) {
      this.#cache.advance(request, tokens);
    }
  }
}

/** Whether it has not chosen a token yet. */
function isReadOnly({ tokens, promptTokens }: ScheduledRequest): boolean {
  return tokens.length === promptTokens;
}

/** Whether both are to choose their first token after the same prompt. */
function forksFrom(request: ScheduledRequest, leader: ScheduledRequest): boolean {
  if (request.adapter !== leader.adapter || isScored(request)) return false;
  if (request.promptTokens !== leader.promptTokens) return false;
  if (!isReadOnly(request) || !isReadOnly(leader)) return false;
  return request.tokens.every((token, index) => token === leader.tokens[index]);
}

function left(request: ScheduledRequest): number {
  return request.tokens.length - request.computed;
}
