import type { SearchHit } from '../../shared/index.ts';
import type { TextRange } from '../library/index.ts';
import type { Moment } from './mergeMoments.ts';
import { makeSnippet } from './snippet.ts';
import type { SpokenPiece } from './spokenPieces.ts';

/** A moment with what it takes to land on the second that matters. */
export interface Located {
  moment: Moment;
  /** Where the query's words are in the chunk's text. */
  matches: readonly TextRange[];
  /** The sentences of a spoken chunk; none for the others. */
  pieces: readonly SpokenPiece[];
}

/** Into a longer sentence one jumps at the word itself. */
const longestRunUpMs = 4_000;

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
    piece !== undefined && word !== undefined && word.startMs - piece.startMs > longestRunUpMs;
  const focus = isLate
    ? word.range[0]
    : (piece?.range[0] ?? Math.max(0, (firstMatch?.[0] ?? 0) - 40));
  return {
    videoId: chunk.videoId,
    title: chunk.title,
    channel: chunk.channel ?? undefined,
    startMs: isLate ? word.startMs : (piece?.startMs ?? chunk.startMs),
    endMs: piece?.endMs ?? chunk.endMs,
    kind: chunk.kind,
    matched: moment.matched,
    ...makeSnippet(chunk.text, matches, focus),
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
