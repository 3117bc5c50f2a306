import { quantile } from '../../benchmark.ts';
import type { Played, PlayedTrace } from './playTrace.ts';

/** Only those of a group; all when it is left out. */
export function ofGroup({ played }: PlayedTrace, group?: string): Played[] {
  return group === undefined ? played : played.filter(({ request }) => request.group === group);
}

/** Tokens written a second by what was finished, from the first request to the last end. */
export function tokensPerSecond(trace: PlayedTrace): number {
  const done = trace.played.filter(({ outcome }) => outcome === 'done');
  const tokens = done.reduce((sum, { completionTokens }) => sum + completionTokens, 0);
  const endMs = Math.max(...trace.played.map(({ endedAtMs }) => endedAtMs));
  return (tokens / (endMs - trace.startedAtMs)) * 1_000;
}

/** The same of one request, without what came before its first token. */
export function writtenPerSecond({ played: [one] }: PlayedTrace): number {
  const [firstMs] = one?.eventsAtMs ?? [];
  if (one === undefined || firstMs === undefined) return 0;
  return ((one.completionTokens - 1) / (one.endedAtMs - firstMs)) * 1_000;
}

export function requestsPerSecond(trace: PlayedTrace): number {
  const endMs = Math.max(...trace.played.map(({ endedAtMs }) => endedAtMs));
  return (finished(trace) / (endMs - trace.startedAtMs)) * 1_000;
}

export function finished({ played }: PlayedTrace): number {
  return played.filter(({ outcome }) => outcome === 'done').length;
}

/** Of the prompts' tokens, the share that was found in the cache. */
export function cachedShare(trace: PlayedTrace): number {
  const sum = (of: (one: Played) => number): number =>
    trace.played.reduce((total, one) => total + of(one), 0);
  return sum(({ cachedTokens }) => cachedTokens) / sum(({ promptTokens }) => promptTokens);
}

export function firstTokenMs(played: readonly Played[], share = 0.5): number {
  const times = played.flatMap(({ eventsAtMs: [first], submittedAtMs }) =>
    first === undefined ? [] : [first - submittedAtMs],
  );
  return quantile(times, share);
}

/** The longest time between two events of one stream that fell, in part, into a span of time. */
export function longestGapMs(
  played: readonly Played[],
  { fromMs = -Infinity, untilMs = Infinity }: { fromMs?: number; untilMs?: number } = {},
): number {
  let longest = 0;
  for (const { eventsAtMs } of played) {
    for (const [index, at] of eventsAtMs.entries()) {
      const before = eventsAtMs[index - 1];
      if (before === undefined || at < fromMs || before > untilMs) continue;
      longest = Math.max(longest, at - before);
    }
  }
  return longest;
}
