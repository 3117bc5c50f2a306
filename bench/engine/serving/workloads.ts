import type { BenchmarkRow } from '../../benchmark.ts';
import {
  cachedShare,
  firstTokenMs,
  longestGapMs,
  ofGroup,
  requestsPerSecond,
  tokensPerSecond,
  writtenPerSecond,
} from './figures.ts';
import type { PlayedTrace } from './playTrace.ts';
import {
  conversations,
  interactiveInBatch,
  quoting,
  sharedPrefix,
  shortUnlike,
  streams,
} from './shapes.ts';
import type { Trace } from './trace.ts';

/** One figure of a workload, and what it has to be beside the peer's. */
export interface Figure {
  what: string;
  unit: string;
  of(trace: PlayedTrace): number;
  bar: number;
  atLeast?: true;
  /** The bar is on our figure itself, not on the ratio. */
  isAbsolute?: true;
}

export interface Workload {
  trace(seed: number): Trace;
  figures: readonly Figure[];
}

const rate = (what: string, bar: number): Figure => ({
  ...{ what, unit: 'tokens/s', of: tokensPerSecond, bar },
  atLeast: true,
});

/** Milliseconds of the streams' run before the long prompt comes. */
const longPromptAtMs = 8_000;

export const workloads: Record<string, Workload> = {
  'shared-prefix': {
    trace: (seed) =>
      sharedPrefix(seed, {
        ...{ requests: 24, prefixes: 1, prefixTokens: 645, ownTokens: 20, maxTokens: 32 },
      }),
    figures: [rate('24 requests with one 645-token prefix', 4)],
  },
  'eight-prefixes': {
    trace: (seed) =>
      sharedPrefix(seed, {
        ...{ requests: 64, prefixes: 8, prefixTokens: 420, ownTokens: 20, maxTokens: 40 },
      }),
    figures: [rate('64 requests with eight 420-token prefixes', 2.5)],
  },
  conversations: {
    trace: (seed) =>
      conversations(seed, {
        ...{ users: 6, turns: 4, firstTokens: 250, turnTokens: 60, maxTokens: 80 },
      }),
    figures: [
      rate('6 users with 4 turns each', 1.1),
      {
        what: 'the same: cached share of the prompts',
        unit: '',
        of: cachedShare,
        bar: 1,
        atLeast: true,
      },
      {
        what: 'the same: median first token from the second turn on',
        unit: 'ms',
        of: (trace) =>
          firstTokenMs(trace.played.filter(({ request }) => request.group !== 'turn 1')),
        bar: 1,
      },
    ],
  },
  short: {
    trace: (seed) => shortUnlike(seed, { requests: 64, concurrency: 8 }),
    figures: [
      {
        what: 'short unlike requests, 8 at a time',
        unit: 'requests/s',
        of: requestsPerSecond,
        bar: 1,
        atLeast: true,
      },
    ],
  },
  alone: {
    trace: (seed) => streams(seed, { count: 1, maxTokens: 160 }),
    figures: [rate('one stream of 160 tokens', 0.97)],
  },
  quoting: {
    trace: (seed) => quoting(seed, { tokens: 200, maxTokens: 160 }),
    figures: [
      {
        what: 'one stream that quotes its prompt, from its first token on',
        unit: 'tokens/s',
        of: writtenPerSecond,
        bar: 1.5,
        atLeast: true,
      },
    ],
  },
  interactive: {
    trace: interactiveInBatch,
    figures: [
      {
        what: 'one request of a person among 32 of a batch: first token',
        unit: 'ms',
        of: (trace) => firstTokenMs(ofGroup(trace, 'person')),
        bar: 0.1,
      },
    ],
  },
  'quiet-streams': {
    trace: (seed) => streams(seed, { count: 8, maxTokens: 160 }),
    figures: [
      {
        what: '8 streams: longest gap',
        unit: 'ms',
        of: ({ played }) => longestGapMs(played),
        bar: 1.5,
      },
    ],
  },
  'long-prompt': {
    trace: (seed) =>
      streams(seed, {
        ...{ count: 8, maxTokens: 400, longPrompt: { tokens: 3_000, atMs: longPromptAtMs } },
      }),
    figures: [
      {
        what: '8 streams while a 3,000-token prompt comes: longest gap',
        unit: 'ms',
        of: (trace) =>
          longestGapMs(ofGroup(trace, 'streams'), { fromMs: trace.startedAtMs + longPromptAtMs }),
        bar: 250,
        isAbsolute: true,
      },
      {
        what: 'the same: first token of the long prompt',
        unit: 'ms',
        of: (trace) => firstTokenMs(ofGroup(trace, 'long')),
        bar: 1.2,
      },
    ],
  },
};

/** The figure's row, from the medians and the ratios round by round. */
export function rowOf(figure: Figure, ours: number, peer: number, ratio: number): BenchmarkRow {
  const { what, unit, bar, atLeast, isAbsolute } = figure;
  const shown = (value: number): string => `${Number(value.toPrecision(3))} ${unit}`.trim();
  const compared = isAbsolute === true ? ours : ratio;
  return {
    ...{ what, ours: shown(ours), peer: shown(peer), ratio, bar },
    ...(atLeast === true && { atLeast }),
    holds: atLeast === true ? compared >= bar : compared <= bar,
  };
}
