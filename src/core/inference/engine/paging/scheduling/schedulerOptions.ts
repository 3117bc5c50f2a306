import type { KvCacheManager } from '../blocks/kvCacheManager.ts';
import type { ScheduledRequest } from '../request.ts';

/** A request's part of one step: the model computes its tokens from `from`, `count` of them. */
export interface StepPart {
  request: ScheduledRequest;
  from: number;
  count: number;
  /** True when the part ends at the request's last token: the next one can be chosen after it. */
  chooses: boolean;
  /** Tokens that may come next, computed with it; not among `count`. */
  draft?: readonly number[];
}

export interface StepPlan {
  parts: StepPart[];
  /** Requests that lost their blocks and wait again. */
  preempted: ScheduledRequest[];
}

export interface SchedulerOptions {
  cache: KvCacheManager;
  /** Most tokens of one step. */
  tokenBudget: number;
  /**
   * Asked for how many tokens of prompts a step may have to end in time beside so many writers: for
   * a person who reads what one of them writes, or else only for one who cancels.
   */
  pacedTokens?: (writers: number, isReadAlong: boolean) => number;
  /** Most requests that run at once; interactive ones may exceed it by a quarter. */
  maxRunning: number;
  /**
   * Every token attends over the cells in use, so a crowded pool slows all: beside this many
   * running requests that nobody waits for, another such one comes in only while no more than so
   * many tokens are held, each shared one counted once. Without it only `maxRunning` bounds them.
   */
  admissionLimit?: AdmissionLimit;
  /**
   * The same for requests that people wait for, counted among themselves. More than so many at once
   * are no faster together, and each is later: under overload nobody would be served in time.
   */
  interactiveLimit?: AdmissionLimit;
  /** A waiting request counts as interactive after so long, so that none waits for ever. */
  starvationMs?: number;
  /** What a request that loses its blocks had computed may be saved elsewhere. */
  savedStates?: SavedStates;
  /** Asked for tokens that may come next, when all there is to do is one request that writes. */
  draftOf?: (request: ScheduledRequest) => readonly number[];
  /** Asked when all there is to do are two requests that write: whether one step has only one. */
  takesTurn?: () => boolean;
}

export interface AdmissionLimit {
  requests: number;
  tokens: number;
}

/** Where preempted requests leave their keys and values, when that is cheaper than computing. */
export interface SavedStates {
  /** Called while the request still has its blocks. */
  save(request: ScheduledRequest): void;
  /** Whether to restore what was saved, when the cache still has `cachedTokens` of the request. */
  prefers(request: ScheduledRequest, cachedTokens: number): boolean;
  /** How many tokens {@link restore} brings back. */
  tokensOf(request: ScheduledRequest): number;
  /** Fills the request's sequence, which is empty; false when that failed. */
  restore(request: ScheduledRequest): boolean;
}
