import type { SearchHit } from '../../../contract/index.ts';
import type { TextRange } from '../chunks/matchRanges.ts';
import type { AlignedSentence } from './alignSentences.ts';
import type { Moment } from './mergeHits.ts';
import { makeSnippet } from './snippet.ts';

/** A moment with what it takes to land on the second that matters. */
export interface Located {
  moment: Moment;
  /** Where the query's words are in the chunk's text. */
  matches: readonly TextRange[];
  /** The sentences of a spoken chunk; none for the others. */
  sentences: readonly AlignedSentence[];
}

/** Into a longer sentence one jumps at the word itself. */
const maxRunUpMs = 4_000;
/** What is shown before the first match of a long text. */
const runUpCharacters = 40;

/**
 * A located moment as a hit. Of a spoken chunk the sentence with most of the query's words is the
 * hit, or else `nearest`, the one whose meaning is nearest to the query's.
 */
export function toHit(located: Located, nearest: AlignedSentence | undefined): SearchHit {
  const { moment, matches, sentences } = located;
  const { chunk, score } = moment;
  const sentence =
    sentenceOfWords(located) ?? nearest ?? (sentences.length === 1 ? sentences[0] : undefined);
  const firstMatch = matches.find(
    (match) => sentence === undefined || overlaps(match, sentence.range),
  );
  const word =
    firstMatch === undefined
      ? undefined
      : sentence?.words.find(({ range }) => overlaps(firstMatch, range));
  const isLate =
    sentence !== undefined && word !== undefined && word.startMs - sentence.startMs > maxRunUpMs;
  // The text is what is said within the hit's time, so that it can be cited by it.
  const [from, to] = sentence?.range ?? [0, chunk.text.length];
  const inside = matches
    .filter((match) => overlaps(match, [from, to]))
    .map(([start, end]): TextRange => [Math.max(start, from) - from, Math.min(end, to) - from]);
  const focus = isLate ? word.range[0] - from : (inside[0]?.[0] ?? 0) - runUpCharacters;
  return {
    videoId: chunk.videoId,
    title: chunk.title,
    channel: chunk.channel ?? undefined,
    startMs: isLate ? word.startMs : (sentence?.startMs ?? chunk.startMs),
    endMs: sentence?.endMs ?? chunk.endMs,
    kind: chunk.kind,
    hasFile: chunk.hasFile === 1,
    matched: moment.matched,
    ...makeSnippet(chunk.text.slice(from, to), inside, focus),
    score,
  };
}

/** The first of the sentences with most different matches. */
function sentenceOfWords({ moment, matches, sentences }: Located): AlignedSentence | undefined {
  let best: AlignedSentence | undefined;
  let most = 0;
  for (const sentence of sentences) {
    const texts = matches
      .filter((match) => overlaps(match, sentence.range))
      .map(([start, end]) => moment.chunk.text.slice(start, end).toLowerCase());
    const worth = new Set(texts).size;
    if (worth > most) [best, most] = [sentence, worth];
  }
  return best;
}

function overlaps(one: TextRange, other: TextRange): boolean {
  return one[0] < other[1] && other[0] < one[1];
}
