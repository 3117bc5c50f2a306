import type { SearchHit, SegmentDto } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { segmentsReader } from '../../search/index.ts';
import { wordsOf } from '../support/words.ts';

/** A sentence of fewer words says too little alone: what a draft claims stands around it. */
const minWords = 32;
/** More is too long to listen to as a proof. */
const maxCharacters = 300;
/** A neighbour further away belongs to something else. */
const neighbourMs = 4_000;

export interface QuotedMoment {
  text: string;
  startMs: number;
  endMs: number;
}

/**
 * What is said in exactly the time that is cited: a hit's snippet shows what is around it too.
 * `leastWords`: with fewer, what is said around it belongs to it. On-screen text, and speech without a transcript any more, is quoted as it was found.
 */
export function quoteMoment(
  library: Library,
  hit: SearchHit,
  leastWords: number = minWords,
): QuotedMoment {
  const { videoId, startMs, endMs } = hit;
  const asFound = { text: hit.snippet, startMs, endMs };
  if (hit.kind !== 'speech') return asFound;
  const near = segmentsReader(library)({
    videoId,
    startMs: Math.max(0, startMs - neighbourMs),
    endMs: endMs + neighbourMs,
  });
  const isSaid = (segment: SegmentDto): boolean =>
    segment.startMs < endMs && segment.endMs > startMs;
  let first = near.findIndex(isSaid);
  if (first === -1) return asFound;
  let last = near.findLastIndex(isSaid);
  const textOf = (from: number, to: number): string =>
    near
      .slice(from, to + 1)
      .map(({ text }) => text.trim())
      .join(' ');
  const fits = (from: number, to: number): boolean =>
    from >= 0 && to < near.length && textOf(from, to).length <= maxCharacters;
  while (wordsOf(textOf(first, last)).length < leastWords) {
    if (fits(first, last + 1)) last++;
    else if (fits(first - 1, last)) first--;
    else break;
  }
  return {
    text: textOf(first, last),
    startMs: near[first]?.startMs ?? startMs,
    endMs: near[last]?.endMs ?? endMs,
  };
}
