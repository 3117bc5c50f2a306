import type { TopicId } from '../../../contract/index.ts';

/** What is asked for. */
export interface TrendQuery {
  windowDays: number;
  asOfMs: number;
  platform?: string | undefined;
  language?: string | undefined;
}

export type TopicQuery = TrendQuery & { topicId: TopicId };

/** A period and the history before it, in bins that end at the moment that is looked at. */
export interface Period {
  startMs: number;
  binMs: number;
  bins: number;
  /** Of the period itself: the last ones. */
  windowBins: number;
  windowStartMs: number;
  endMs: number;
}

const dayMs = 86_400_000;
/** A day each, in the usual period of 28 days. */
const windowBins = 28;
/** The period and five of its length before it: what is usual takes time to tell. */
const windows = 6;

export function periodOf({ windowDays, asOfMs }: { windowDays: number; asOfMs: number }): Period {
  const windowMs = windowDays * dayMs;
  return {
    startMs: asOfMs - windows * windowMs,
    binMs: Math.round(windowMs / windowBins),
    bins: windows * windowBins,
    windowBins,
    windowStartMs: asOfMs - windowMs,
    endMs: asOfMs,
  };
}

/** The bin of a moment; undefined outside of the period and its history. */
export function binOf({ startMs, binMs, bins, endMs }: Period, atMs: number): number | undefined {
  if (!(atMs > startMs && atMs <= endMs)) return undefined;
  // The very end belongs to the last bin.
  return Math.min(bins - 1, Math.floor((atMs - startMs) / binMs));
}
