import type { SearchHit, SegmentDto } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { segmentsIn } from '../../search/index.ts';
import { wordsOf } from '../support/words.ts';

/** A sentence of fewer words ("Only three.") says nothing alone and takes its neighbour along. */
const minWords = 6;
/** A neighbour further away belongs to something else. */
const neighbourMs = 4_000;

export interface QuotedMoment {
  text: string;
  startMs: number;
  endMs: number;
}

/**
 * What is said in exactly the time that is cited: a hit's snippet shows what is around it too.
 * On-screen text, and speech without a transcript any more, is quoted as it was found.
 */
export function quoteMoment(library: Library, hit: SearchHit): QuotedMoment {
  const { videoId, startMs, endMs } = hit;
  const asFound = { text: hit.snippet, startMs, endMs };
  if (hit.kind !== 'speech') return asFound;
  const near = segmentsIn(library, {
    videoId,
    startMs: Math.max(0, startMs - neighbourMs),
    endMs: endMs + neighbourMs,
  });
  const isSaid = (segment: SegmentDto): boolean =>
    segment.startMs < endMs && segment.endMs > startMs;
  let first = near.findIndex(isSaid);
  if (first === -1) return asFound;
  let last = near.findLastIndex(isSaid);
  const textOf = (): string => {
    const said = near.slice(first, last + 1);
    return said.map(({ text }) => text.trim()).join(' ');
  };
  if (wordsOf(textOf()).length < minWords) {
    if (last + 1 < near.length) last++;
    else if (first > 0) first--;
  }
  return {
    text: textOf(),
    startMs: near[first]?.startMs ?? startMs,
    endMs: near[last]?.endMs ?? endMs,
  };
}
