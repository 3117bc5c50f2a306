import type { SegmentDto, WordDto } from '../../../contract/index.ts';
import { joinWords, timedWords } from '../../library/index.ts';
import { endsSentence } from '../speech/words/groupWords.ts';
import type { Chunk } from './chunk.ts';

/** Long enough to hold a thought, short enough that a hit lands on the second that matters. */
const enoughMs = 8_000;
const maxMs = 15_000;
const maxWords = 60;
/** After such a pause comes something else. */
const pauseMs = 2_500;
/** A rest shorter than this joins the chunk before it, if that stays within the limit on words. */
const restMs = 3_000;
const maxWithRestMs = maxMs + restMs;

/**
 * A transcript as chunks of a few sentences. Every word is in exactly one chunk; chunks follow
 * one another in time and begin and end with segments, unless one segment is over the limits.
 */
export function speechChunks(segments: readonly SegmentDto[]): Chunk[] {
  const groups: WordDto[][] = [];
  for (const unit of segments.map(timedWords).flatMap(withinLimits)) {
    const open = groups.at(-1);
    if (open !== undefined && belongsTo(open, unit)) open.push(...unit);
    else groups.push([...unit]);
  }
  joinRest(groups);
  return groups.map((words) => ({
    kind: 'speech',
    startMs: startOf(words),
    endMs: endOf(words),
    text: joinWords(words.map((word) => word.text)),
  }));
}

function belongsTo(open: readonly WordDto[], next: readonly WordDto[]): boolean {
  if (open.length + next.length > maxWords) return false;
  if (endOf(next) - startOf(open) > maxMs) return false;
  if (startOf(next) - endOf(open) >= pauseMs) return false;
  return endOf(open) - startOf(open) < enoughMs || !endsSentence(open.at(-1)?.text ?? '');
}

/** The words in parts that each fit into a chunk; nearly always one part. */
function withinLimits(words: readonly WordDto[]): WordDto[][] {
  const parts: WordDto[][] = [];
  for (const word of words) {
    const part = parts.at(-1);
    const fits =
      part !== undefined && part.length < maxWords && word.endMs - startOf(part) <= maxMs;
    if (fits) part.push(word);
    else parts.push([word]);
  }
  return parts;
}

/** A last word or two make no chunk that one could find by meaning. */
function joinRest(groups: WordDto[][]): void {
  const [before, rest] = groups.slice(-2);
  if (before === undefined || rest === undefined) return;
  const fits =
    endOf(rest) - startOf(rest) < restMs &&
    startOf(rest) - endOf(before) < pauseMs &&
    endOf(rest) - startOf(before) <= maxWithRestMs &&
    before.length + rest.length <= maxWords;
  if (fits) before.push(...(groups.pop() ?? []));
}

function startOf(words: readonly WordDto[]): number {
  return words[0]?.startMs ?? 0;
}

function endOf(words: readonly WordDto[]): number {
  return words.at(-1)?.endMs ?? 0;
}
