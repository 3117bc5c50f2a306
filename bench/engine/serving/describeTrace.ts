import { cachedShare, finished, firstTokenMs, longestGapMs, tokensPerSecond } from './figures.ts';
import type { PlayedTrace } from './playTrace.ts';

/** A played trace in a line, for traces that no bar is for. */
export function describeTrace(trace: PlayedTrace): string {
  return [
    `${finished(trace)} of ${trace.played.length} finished`,
    `${tokensPerSecond(trace).toFixed(1)} tokens/s`,
    `first token ${firstTokenMs(trace.played).toFixed(0)} ms (p95 ${firstTokenMs(trace.played, 0.95).toFixed(0)})`,
    `longest gap ${longestGapMs(trace.played).toFixed(0)} ms`,
    `${(100 * cachedShare(trace)).toFixed(0)} % cached`,
  ].join(', ');
}
