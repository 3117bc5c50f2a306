import { AppError } from '../../../base/index.ts';
import type { GenerateRequest, GenerateResult } from '../../languageModel.ts';
import type { LlamaContext } from '../binding/context.ts';
import type { LlamaFunctions } from '../binding/functions.ts';
import type { LlamaModel } from '../binding/model.ts';
import { gbnfOf } from '../constraint/gbnfOf.ts';
import { DecodeCostModel } from '../paging/decodeCostModel.ts';
import { KvCacheManager } from '../paging/kvCacheManager.ts';
import { createRequest, priorities, type ScheduledRequest } from '../paging/request.ts';
import { Scheduler, type StepPart, type StepPlan } from '../paging/scheduler.ts';
import { Grammar } from '../sampling/grammar.ts';
import { Generation } from './generation.ts';
import { StateSaver } from './savedStates.ts';
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
const softCacheLimit = 8_192;
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
  /** Called when there is work to step through. */
  wake: () => void;
}

export interface Submission {
  request: GenerateRequest;
  prompt: readonly number[];
  stop: readonly string[];
  priority: keyof typeof priorities;
  signal: AbortSignal;
  onText: (text: string) => void;
}

interface Pending {
  generation: Generation;
  resolve(result: GenerateResult): void;
  reject(error: unknown): void;
}

/** Writes answers on one model: schedules, computes a step, chooses tokens; then the next step. */
export class TextEngine {
  readonly cache: KvCacheManager;
  readonly scheduler: Scheduler;
  readonly maxRequestTokens: number;
  readonly #options: TextEngineOptions;
  readonly #saver: StateSaver;
  readonly #pending = new Map<ScheduledRequest, Pending>();
  readonly #cancelled = new Set<ScheduledRequest>();
  /** Work on the cache that must not fall into a step. */
  readonly #tasks: (() => void)[] = [];
  readonly #decodeCostModel = new DecodeCostModel();
  #nextId = 1;
  #msPerToken = 1;

  constructor(options: TextEngineOptions) {
    const { context, model, bytesPerToken } = options;
    this.#options = options;
    this.cache = new KvCacheManager({
      memory: context,
      poolTokens: context.poolTokens,
      tokensPerBlock,
      softCacheLimit,
      salt: 1,
      sharing: model.canShare,
      minComputedTokens,
    });
    this.#saver = new StateSaver({ context, bytesPerToken, msPerToken: () => this.#msPerToken });
    this.scheduler = new Scheduler({
      cache: this.cache,
      tokenBudget: stepTokenBudget,
      maxRunning: Math.min(maxRunning, Math.floor(context.sequences / 2)),
      admissionLimit,
      savedStates: this.#saver,
      takesTurn: () => this.#decodeCostModel.takesTurn(),
    });
    const poolTokens = this.cache.pool.total * tokensPerBlock;
    this.maxRequestTokens = Math.min(model.contextTokens, poolTokens - tokensPerBlock);
  }

  get hasWork(): boolean {
    return this.#pending.size > 0 || this.#tasks.length > 0;
  }

  get hasInteractive(): boolean {
    return [...this.#pending.keys()].some(({ priority }) => priority >= priorities.interactive);
  }

  /**
   * Writes one answer. Errors: `usage.invalid` when prompt and answer are longer than the model or
   * the pool allows, or the constraint cannot be read; the signal's reason when it aborts.
   */
  submit(submission: Submission): Promise<GenerateResult> {
    const { request, prompt, signal, priority } = submission;
    this.refuseTooLong(prompt.length, request.maxTokens);
    const scheduled = createRequest({
      id: this.#nextId++,
      prompt,
      priority: priorities[priority],
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
      this.#pending.set(scheduled, { generation, resolve, reject });
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
    const startedAtMs = performance.now();
    try {
      await this.#options.context.decode(plan.parts.flatMap(tokensOf));
    } catch (error) {
      this.#failAll(error);
      return;
    }
    this.#measure(plan, performance.now() - startedAtMs);
    this.scheduler.advance(plan);
    this.#choose(plan);
    if (plan.parts.every(({ count }) => count === 1)) {
      this.#decodeCostModel.add(plan.parts.length, performance.now() - startedAtMs);
    }
  }

  /** Ends everything with an error; nothing is used afterwards. */
  #failAll(error: unknown): void {
    for (const [scheduled, pending] of this.#pending) {
      this.#finish(scheduled);
      this.#options.statistics.failed++;
      pending.reject(error);
    }
  }

  #choose(plan: StepPlan): void {
    let index = -1;
    let chosen = 0;
    for (const part of plan.parts) {
      index += part.count;
      if (!part.chooses) continue;
      const pending = this.#pending.get(part.request);
      if (pending === undefined) continue;
      chosen++;
      this.#take(part, pending, this.#options.context.logits(index));
    }
    const read = plan.parts.reduce((sum, { count, chooses }) => sum + count - (chooses ? 1 : 0), 0);
    this.#options.statistics.step(read, chosen, performance.now());
  }

  #take({ request }: StepPart, pending: Pending, logits: Float32Array): void {
    const { generation } = pending;
    try {
      const isFirst = generation.firstTokenAtMs === undefined;
      const isOver = generation.take(logits);
      const { statistics } = this.#options;
      if (isFirst) {
        statistics.timeToFirstToken.add(performance.now() - generation.submittedAtMs);
      }
      if (!isOver) return;
      this.#finish(request);
      this.#count(generation);
      pending.resolve(generation.result());
    } catch (error) {
      this.#finish(request);
      this.#options.statistics.failed++;
      pending.reject(error);
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

  #measure(plan: StepPlan, durationMs: number): void {
    const tokens = plan.parts.reduce((sum, { count }) => sum + count, 0);
    // Steps of few tokens tell what a step costs, not what a prompt's token does.
    if (tokens >= 64) this.#msPerToken += 0.2 * (durationMs / tokens - this.#msPerToken);
    for (const { request, from } of plan.parts) {
      const generation = this.#pending.get(request)?.generation;
      if (generation !== undefined) generation.cachedTokens ??= from;
    }
  }

  /** Error: `usage.invalid`. */
  refuseTooLong(promptTokens: number, maxTokens: number): void {
    if (promptTokens + maxTokens <= this.maxRequestTokens) return;
    const { model } = this.#options;
    const bound =
      this.maxRequestTokens < model.contextTokens
        ? `tokens of the KV cache; choose a larger one in the settings`
        : `tokens tokens tokens of the model’s context; shorten the prompt`;
    throw new AppError(
      'usage.invalid',
      `The prompt has ${promptTokens} tokens. With ${maxTokens} output tokens it exceeds the ${this.maxRequestTokens} ${bound}.`,
    );
  }
}

function tokensOf({ request, from, count, chooses }: StepPart) {
  const { sequence = 0, tokens } = request;
  return tokens.slice(from, from + count).map((token, offset) => ({
    token,
    position: from + offset,
    sequence,
    output: chooses && offset === count - 1,
  }));
}
