import type { SegmentDto, TranscriptConflict } from '../../../../contract/index.ts';
import type { LineChange } from './editLines.ts';
import { type LineWord, leadBetween, linesOfWords, wordsOfLine } from './lineWords.ts';

/** What puts the heard words of a conflict in the place of the edited ones; undefined: nothing. */
export function takeHeard(
  lines: readonly SegmentDto[],
  conflict: TranscriptConflict,
): LineChange | undefined {
  const inSpan = ({ startMs, endMs }: LineWord | SegmentDto): boolean => {
    const middleMs = (startMs + endMs) / 2;
    return middleMs >= conflict.startMs && middleMs <= conflict.endMs;
  };
  const wordsOf = lines.map(wordsOfLine);
  const isTouched = (words: readonly LineWord[]): boolean =>
    conflict.edited !== '' && words.some(inSpan);
  const first = wordsOf.findIndex(isTouched);
  if (first === -1) return insertHeard(lines, conflict);
  const last = wordsOf.findLastIndex(isTouched);
  const words = wordsOf.slice(first, last + 1).flat();
  const from = words.findIndex(inSpan);
  const to = words.findLastIndex(inSpan) + 1;
  const gone = words.slice(from, to);
  const heard = heardWords(conflict, gone[0]);
  const before = lines.slice(first, last + 1);
  return {
    position: first,
    before,
    after: linesOfWords([...words.slice(0, from), ...heard, ...words.slice(to)]),
  };
}

function heardWords({ words }: TranscriptConflict, first: LineWord | undefined): LineWord[] {
  return words.map((word, index) => ({
    ...word,
    lead: index === 0 ? (first?.lead ?? '') : leadBetween(words[index - 1]?.text ?? '', word.text),
    tail: '',
    isTimed: first?.isTimed ?? true,
    lineStartMs: index === 0 && first?.lineStartMs !== undefined ? word.startMs : undefined,
    lineEndMs: undefined,
  }));
}

/** A person removed all that stood there: what is heard is a line of its own. */
function insertHeard(
  lines: readonly SegmentDto[],
  conflict: TranscriptConflict,
): LineChange | undefined {
  if (conflict.words.length === 0) return undefined;
  const following = lines.findIndex(({ startMs }) => startMs >= conflict.startMs);
  const position = following === -1 ? lines.length : following;
  return { position, before: [], after: linesOfWords(heardWords(conflict, undefined)) };
}
