import type { SearchHit } from '../../../contract/index.ts';
import type { TextRange } from '../chunks/matchRanges.ts';
import type { SpokenPiece } from './alignSentences.ts';
import type { Moment } from './mergeHits.ts';
import { makeSnippet } from './snippet.ts';

/** A moment with what it takes to land on the second that matters. */
export interface Located {
  moment: Moment;
  /** Where the query's words are in the chunk's text. */
  matches: readonly TextRange[];
  /** The sentences of a spoken chunk; none for the others. */
  pieces: readonly SpokenPiece[];
}

/** Into a longer sentence one jumps at the word itself. */
const maxRunUpMs = 4_000;
/** What is shown before the first match of a long text. */
const runUpCharacters = 40;

/**
 * A located moment as a hit. Of a spoken chunk the sentence with most of the query's words is the
 * hit, or else `nearest`, the one whose meaning is nearest to the query's.
 */
export function toHit(located: Located, nearest: SpokenPiece | undefined): SearchHit {
  const { moment, matches, pieces } = located;
  const { chunk, score } = moment;
  const piece = pieceOfWords(located) ?? nearest ?? (pieces.length === 1 ? pieces[0] : undefined);
  const firstMatch = matches.find((match) => piece === undefined || overlaps(match, piece.range));
  const word =
    firstMatch === undefined
      ? undefined
      : piece?.words.find(({ range }) => overlaps(firstMatch, range));
  const isLate =
    piece !== undefined && word !== undefined && word.startMs - piece.startMs > maxRunUpMs;
  // The text is what is said within the hit's time, so that it can be cited by it.
  const [from, to] = piece?.range ?? [0, chunk.text.length];
  const inside = matches
    .filter((match) => overlaps(match, [from, to]))
    .map(([start, end]): TextRange => [Math.max(start, from) - from, Math.min(end, to) - from]);
  const focus = isLate ? word.range[0] - from : (inside[0]?.[0] ?? 0) - runUpCharacters;
  return {
    videoId: chunk.videoId,
    title: chunk.title,
    channel: chunk.channel ?? undefined,
    startMs: isLate ? word.startMs : (piece?.startMs ?? chunk.startMs),
    endMs: piece?.endMs ?? chunk.endMs,
    kind: chunk.kind,
    matched: moment.matched,
    ...makeSnippet(chunk.text.slice(from, to), inside, focus),
    score,
  };
}

/** The first of the sentences with most different matches. */
function pieceOfWords({ moment, matches, pieces }: Located): SpokenPiece | undefined {
  let best: SpokenPiece | undefined;
  let most = 0;
  for (const piece of pieces) {
    const texts = matches
      .filter((match) => overlaps(match, piece.range))
      .map(([start, end]) => moment.chunk.text.slice(start, end).toLowerCase());
    const worth = new Set(texts).size;
    if (worth > most) [best, most] = [piece, worth];
  }
  return best;
}

function overlaps(one: TextRange, other: TextRange): boolean {
  return one[0] < other[1] && other[0] < one[1];
}
