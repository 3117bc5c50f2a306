import { AppError, type FreeCores } from '../../../base/index.ts';
import type { GenerateRequest, GenerateResult } from '../../languageModel.ts';
import type { LlamaContext } from '../binding/context.ts';
import type { LlamaFunctions } from '../binding/functions.ts';
import type { LlamaModel } from '../binding/model.ts';
import { gbnfOf } from '../constraint/gbnfOf.ts';
import { KvCacheManager } from '../paging/blocks/kvCacheManager.ts';
import { createRequest, isScored, priorities, type ScheduledRequest } from '../paging/request.ts';
import { Scheduler } from '../paging/scheduling/scheduler.ts';
import type { StepPart } from '../paging/scheduling/schedulerOptions.ts';
import { StepCosts } from '../paging/scheduling/stepCosts.ts';
import { Grammar } from '../sampling/grammar.ts';
import { DraftLength, maxDraftTokens } from '../speculation/draftLength.ts';
import { PromptLookup } from '../speculation/promptLookup.ts';
import { Generation, type GenerationOptions } from './generation.ts';
import { Adapters, noAdapter } from './models/adapters.ts';
import { StateSaver } from './prefixes/savedStates.ts';
import type { EngineStatistics } from './statistics.ts';

export const tokensPerBlock = 16;
/** A step of so many tokens takes about half a second on two cores: how long a cancel may wait. */
export const stepTokenBudget = 512;
const maxRunning = 48;
/**
 * Measured on two cores: 1,000 more cells in use make each token some 4 % dearer. So 32 long
 * requests are quicker 16 at a time, and what is kept for later is bounded, too.
 */
const admissionLimit = { requests: 16, tokens: 6_144 };
const softCacheLimit = 4_096;
/**
 * Requests that people wait for are no faster beyond 16 at once either, unless they share most of
 * what they hold: then a step of 32 costs a third more than one of 16.
 */
const interactiveLimit = { requests: 16, tokens: 2_048 };
/** How long a step may take while somebody reads what another request writes. */
const readAlongStepMs = 205;
/** And otherwise: on a busy machine 512 tokens take so long that a cancel would have to wait. */
const longestStepMs = 1_500;
/**
 * llama.cpp's CPU kernels for one to three tokens round differently from those for more. With four,
 * a prompt that is cached gets the same answer as one that is read anew.
 */
const minComputedTokens = 4;

export interface TextEngineOptions {
  native: LlamaFunctions;
  model: LlamaModel;
  context: LlamaContext;
  bytesPerToken: number;
  statistics: EngineStatistics;
  freeCores: FreeCores;
  /** Called when there is work to step through. */
  wake: () => void;
}

export interface Submission {
  request: GenerateRequest;
  prompt: readonly number[];
  stop: readonly string[];
  priority: keyof typeof priorities;
  /** Of {@link TextEngine.adapters}; {@link noAdapter} for the model's own weights. */
  adapter: number;
  user: string;
  signal: AbortSignal;
  onText: GenerationOptions['onText'];
  /** Told once, when its first step is computed. */
  onStarted?: () => void;
}

interface Pending {
  generation: Generation;
  lookup: PromptLookup;
  onStarted: (() => void) | undefined;
  resolve(result: GenerateResult): void;
  reject(error: unknown): void;
}

/** Writes answers on one model: schedules, computes a step, chooses tokens; then the next step. */
export class TextEngine {
  readonly cache: KvCacheManager;
  readonly adapters: Adapters;
  readonly scheduler: Scheduler;
  readonly maxRequestTokens: number;
  readonly #options: TextEngineOptions;
  readonly #saver: StateSaver;
  readonly #pending = new Map<ScheduledRequest, Pending>();
  readonly #cancelled = new Set<ScheduledRequest>();
  /** Work on the cache that must not fall into a step. */
  readonly #tasks: (() => void)[] = [];
  readonly #costs: StepCosts;
  readonly #draftLength = new DraftLength();
  #nextId = 1;

  constructor(options: TextEngineOptions) {
    const { context, model, bytesPerToken } = options;
    this.#options = options;
    this.adapters = new Adapters({ ...options, between: (task) => this.between(task) });
    this.cache = new KvCacheManager({
      memory: context,
      poolTokens: context.poolTokens,
      tokensPerBlock,
      softCacheLimit,
      sharing: model.canShare,
      minComputedTokens,
    });
    const costs = new StepCosts({ tileRows: context.attentionTileRows });
    this.#costs = costs;
    const msPerToken = (): number => costs.readMsPerToken;
    this.#saver = new StateSaver({ context, bytesPerToken, msPerToken });
    this.scheduler = new Scheduler({
      cache: this.cache,
      tokenBudget: stepTokenBudget,
      maxRunning: Math.min(maxRunning, Math.floor(context.sequences / 2)),
      admissionLimit,
      interactiveLimit,
      pacedTokens: (writers, isReadAlong) => {
        const stepMs = isReadAlong ? readAlongStepMs : longestStepMs;
        return costs.readTokens(stepMs - costs.writeMs(writers));
      },
      savedStates: this.#saver,
      takesTurn: () => costs.takesTurn(),
      draftOf: (request) => this.#draftOf(request),
    });
    const poolTokens = this.cache.pool.total * tokensPerBlock;
    this.maxRequestTokens = Math.min(model.contextTokens, poolTokens - tokensPerBlock);
  }

  get hasWork(): boolean {
    return this.#pending.size > 0 || this.#tasks.length > 0;
  }

  /** Running and waiting ones. */
  get requestCount(): number {
    return this.#pending.size;
  }

  get hasInteractive(): boolean {
    return [...this.#pending.keys()].some(({ priority }) => priority >= priorities.interactive);
  }

  /**
   * Writes one answer. Errors: `usage.invalid` when prompt and answer are longer than the model or
   * the pool allows, or the constraint cannot be read; the signal's reason when it aborts.
   */
  submit(submission: Submission): Promise<GenerateResult> {
    const { request, prompt, signal, priority, adapter, user, onStarted } = submission;
    this.refuseTooLong(prompt.length, request.maxTokens);
    const scheduled = createRequest({
      id: this.#nextId++,
      prompt,
      priority: priorities[priority],
      adapter,
      user,
      scoresPrompt: request.echo === true && request.logprobs !== undefined,
      arrivedAtMs: performance.now(),
    });
    const { native, model } = this.#options;
    const { constraint } = request;
    const grammar =
      constraint === undefined ? undefined : new Grammar(native, model, gbnfOf(constraint));
    const generation = new Generation({ ...submission, model, scheduled, grammar });
    const onAbort = (): void => {
      this.#cancelled.add(scheduled);
    };
    return new Promise<GenerateResult>((resolve, reject) => {
      const lookup = new PromptLookup();
      this.#pending.set(scheduled, { generation, lookup, onStarted, resolve, reject });
      signal.addEventListener('abort', onAbort, { once: true });
      this.scheduler.submit(scheduled);
      this.#options.wake();
    }).finally(() => signal.removeEventListener('abort', onAbort));
  }

  /** Runs between two steps, when no computation uses the cache. */
  between<T>(task: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#tasks.push(() => {
        try {
          resolve(task());
        } catch (error) {
          reject(error);
        }
      });
      this.#options.wake();
    });
  }

  /** One step; afterwards every request has moved on, ended, or waits for room. */
  async step(): Promise<void> {
    for (const task of this.#tasks.splice(0)) task();
    this.#endCancelled();
    const plan = this.scheduler.schedule(performance.now());
    if (plan.parts.length === 0) return;
    for (const parts of this.#costs.divide(plan.parts)) {
      if (!(await this.#compute(parts))) return;
    }
  }

  /** False when it failed, and everything with it. */
  async #compute(parts: readonly StepPart[]): Promise<boolean> {
    const { context, freeCores } = this.#options;
    context.setThreads(freeCores.threads());
    context.setAdapter(this.adapters.get(parts[0]?.request.adapter ?? noAdapter));
    const startedAtMs = performance.now();
    try {
      await context.decode(parts.flatMap(tokensOf));
    } catch (error) {
      this.#failAll(error);
      return false;
    }
    this.#noteCached(parts);
    this.scheduler.advance(parts);
    this.#choose(parts);
    const ms = performance.now() - startedAtMs;
    if (parts.every(({ draft }) => draft === undefined)) this.#costs.add(parts, ms);
    const [first, other] = parts;
    if (first?.count === 1 && other === undefined) {
      const { request, from, draft = [] } = first;
      this.#draftLength.add(draft.length, { ms, tokens: request.tokens.length - from - 1 });
    }
    return true;
  }

  #draftOf(request: ScheduledRequest): readonly number[] {
    const { model } = this.#options;
    const pending = this.#pending.get(request);
    if (pending === undefined || !model.canShare) return [];
    const { generation, lookup } = pending;
    const most = generation.tokensLeft - 1;
    const draft = lookup.propose(request.tokens, maxDraftTokens);
    if (draft === undefined || most <= 0) return [];
    const length = Math.min(most, this.#draftLength.choose(draft.matchTokens));
    return draft.tokens.slice(0, length);
  }

  /** Ends everything with an error; nothing is used afterwards. */
  #failAll(error: unknown): void {
    for (const [scheduled, pending] of this.#pending) {
      this.#finish(scheduled);
      this.#options.statistics.failed++;
      pending.reject(error);
    }
  }

  #choose(parts: readonly StepPart[]): void {
    let index = -1;
    let chosen = 0;
    for (const part of parts) {
      const first = index + 1;
      index += part.count;
      const pending = this.#pending.get(part.request);
      if (pending === undefined) continue;
      for (const at of scoredOf(part)) {
        const { context } = this.#options;
        pending.generation.score(at, context.logits(first + at - part.from));
      }
      if (!part.chooses) continue;
      const before = part.request.tokens.length;
      chosen += this.#fork(part, index);
      this.#take(part, pending, index);
      chosen += Math.max(1, part.request.tokens.length - before);
      index += part.draft?.length ?? 0;
    }
    const read = parts.reduce((sum, { count, chooses }) => sum + count - (chooses ? 1 : 0), 0);
    this.#options.statistics.step(read, chosen, performance.now());
  }

  /** Chooses for all that wait for the same prompt's answer, too: how many. */
  #fork({ request }: StepPart, index: number): number {
    const { context } = this.#options;
    const forked = this.scheduler.fork(request, performance.now());
    if (forked.length === 0) return 0;
    const logits = context.logits(index).slice();
    for (const each of forked) {
      const pending = this.#pending.get(each);
      if (pending === undefined) continue;
      pending.generation.cachedTokens ??= each.promptTokens;
      pending.onStarted?.();
      const part = { request: each, from: each.computed, count: 0, chooses: true };
      this.#take(part, pending, index);
      // Choosing changes them.
      context.logits(index).set(logits);
    }
    return forked.length;
  }

  /** Chooses what follows a part, whose last token is the step's token `index`. */
  #take(part: StepPart, pending: Pending, index: number): void {
    const { request } = part;
    const { generation } = pending;
    const { statistics } = this.#options;
    try {
      const isFirst = generation.firstTokenAtMs === undefined;
      const isOver = this.#chooseWithDraft(part, generation, index);
      if (isFirst) {
        statistics.timeToFirstToken.add(performance.now() - generation.submittedAtMs);
      }
      if (!isOver) return;
      this.#finish(request);
      this.#count(generation);
      pending.resolve(generation.result());
    } catch (error) {
      this.#finish(request);
      statistics.failed++;
      pending.reject(error);
    }
  }

  /** True when the answer is over. A token of the draft that is chosen was computed already. */
  #chooseWithDraft(part: StepPart, generation: Generation, index: number): boolean {
    const { context, statistics } = this.#options;
    const { request, draft = [] } = part;
    let confirmed = 0;
    try {
      let isOver = generation.take(context.logits(index));
      while (!isOver && confirmed < draft.length && request.tokens.at(-1) === draft[confirmed]) {
        confirmed++;
        isOver = generation.take(context.logits(index + confirmed));
      }
      return isOver;
    } finally {
      statistics.draftedTokens += draft.length;
      statistics.acceptedDraftTokens += confirmed;
      if (draft.length > 0) this.scheduler.advanceDraft(part, confirmed);
    }
  }

  #count({ submittedAtMs, firstTokenAtMs, completionTokens }: Generation): void {
    const { statistics } = this.#options;
    const nowMs = performance.now();
    statistics.finished++;
    statistics.requestDuration.add(nowMs - submittedAtMs);
    if (firstTokenAtMs !== undefined && completionTokens > 1) {
      statistics.timePerOutputToken.add((nowMs - firstTokenAtMs) / (completionTokens - 1));
    }
  }

  #endCancelled(): void {
    for (const scheduled of this.#cancelled) {
      const pending = this.#pending.get(scheduled);
      if (pending === undefined) continue;
      this.#finish(scheduled);
      this.#options.statistics.cancelled++;
      pending.reject(new AppError('job.cancelled', 'Cancelled.'));
    }
    this.#cancelled.clear();
  }

  #finish(scheduled: ScheduledRequest): void {
    this.scheduler.finish(scheduled);
    this.#saver.forget(scheduled);
    this.#pending.get(scheduled)?.generation.dispose();
    this.#pending.delete(scheduled);
  }

  /** Where a request's first part begins, the cache's tokens end. */
  #noteCached(parts: readonly StepPart[]): void {
    for (const { request, from } of parts) {
      const pending = this.#pending.get(request);
      if (pending === undefined || pending.generation.cachedTokens !== undefined) continue;
      pending.generation.cachedTokens = from;
      pending.onStarted?.();
    }
  }

  /** Error: `usage.invalid`. */
  refuseTooLong(promptTokens: number, maxTokens: number): void {
    if (promptTokens + maxTokens <= this.maxRequestTokens) return;
    const { model } = this.#options;
    const bound =
      this.maxRequestTokens < model.contextTokens
        ? `tokens of the KV cache; choose a larger one in the settings`
        : `tokens of the model’s context; shorten the prompt`;
    throw new AppError(
      'usage.invalid',
      `The prompt has ${promptTokens} tokens. With ${maxTokens} output tokens it exceeds the ${this.maxRequestTokens} ${bound}.`,
    );
  }
}

function tokensOf(part: StepPart) {
  const { request, from, count, chooses, draft = [] } = part;
  const { sequence = 0, tokens } = request;
  const scored = new Set(scoredOf(part));
  return [...tokens.slice(from, from + count), ...draft].map((token, offset) => ({
    token,
    position: from + offset,
    sequence,
    output: (chooses && offset >= count - 1) || scored.has(from + offset),
  }));
}

/** Positions of a part after which the prompt goes on with a token whose logprob is wanted. */
function scoredOf({ request, from, count }: StepPart): number[] {
  if (!isScored(request)) return [];
  const until = Math.min(from + count, request.promptTokens - 1);
  return Array.from({ length: Math.max(0, until - from) }, (_, offset) => from + offset);
}
