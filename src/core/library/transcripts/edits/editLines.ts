import type { SegmentDto, TranscriptEdit } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import { type LineWord, leadBetween, linesOfWords, wordsOfLine } from './lineWords.ts';
import { retellLine } from './retellLine.ts';

/** Lines from `position` on that others take the place of. */
export interface LineChange {
  position: number;
  before: SegmentDto[];
  after: SegmentDto[];
}

/**
 * What an edit of a line changes. Errors: `transcript.changed` where there is no such line,
 * `usage.invalid` for one that would leave a line without words or time.
 */
export function editLines(
  lines: readonly SegmentDto[],
  position: number,
  edit: TranscriptEdit,
): LineChange {
  const line = lineAt(lines, position);
  switch (edit.type) {
    case 'text':
      return { position, before: [line], after: retellLine(line, edit.text) };
    case 'split':
      return { position, before: [line], after: splitLine(line, edit.atMs) };
    case 'merge': {
      const next = lineAt(lines, position + 1);
      return { position, before: [line, next], after: [mergeLines(line, next)] };
    }
    case 'boundary': {
      const next = lineAt(lines, position + 1);
      return { position, before: [line, next], after: moveBoundary(line, next, edit.atMs) };
    }
    default:
      return edit satisfies never;
  }
}

function lineAt(lines: readonly SegmentDto[], position: number): SegmentDto {
  const line = lines[position];
  if (line === undefined) {
    throw new AppError('transcript.changed', `The transcript has no line ${position + 1}.`);
  }
  return line;
}

function splitLine(line: SegmentDto, atMs: number): SegmentDto[] {
  const words = wordsOfLine(line);
  const word = words.findIndex(({ startMs }) => startMs >= atMs);
  if (word < 1) {
    throw new AppError('usage.invalid', 'A line is split between two of its words.');
  }
  return linesOfWords(divided(words, word));
}

/** A line ends before a word, and one begins with it. */
function divided(words: readonly LineWord[], at: number): LineWord[] {
  return words.map((word, index) => ({
    ...word,
    ...(index === at && { lineStartMs: word.startMs }),
    ...(index === at - 1 && { lineEndMs: word.endMs }),
  }));
}

function joined(first: SegmentDto, second: SegmentDto): LineWord[] {
  const words = wordsOfLine(first);
  const last = words.at(-1);
  const following = wordsOfLine(second);
  return [
    ...words.map((word) => (word === last ? { ...word, lineEndMs: undefined } : word)),
    ...following.map((word, index) => {
      if (index > 0 || last === undefined) return word;
      const lead = `${leadBetween(last.text, word.text)}${word.lead.trimStart()}`;
      return { ...word, lead, lineStartMs: undefined };
    }),
  ];
}

function mergeLines(first: SegmentDto, second: SegmentDto): SegmentDto {
  // Where one of them has times of its words, those are kept, and the others are estimates.
  const isTimed = first.words.length > 0 || second.words.length > 0;
  const [merged] = linesOfWords(joined(first, second).map((word) => ({ ...word, isTimed })));
  return merged ?? first;
}

function moveBoundary(first: SegmentDto, second: SegmentDto, atMs: number): SegmentDto[] {
  const isCaption = first.words.length === 0 && second.words.length === 0;
  if (isCaption) {
    if (atMs <= first.startMs || atMs >= second.endMs) throw noRoom();
    return [
      { ...first, endMs: atMs },
      { ...second, startMs: atMs },
    ];
  }
  const words = joined(first, second).map((word) => ({ ...word, isTimed: true }));
  const count = words.filter(({ startMs, endMs }) => (startMs + endMs) / 2 < atMs).length;
  if (count === 0 || count === words.length) throw noRoom();
  return linesOfWords(divided(words, count));
}

function noRoom(): AppError {
  return new AppError('usage.invalid', 'Both lines need a word: merge them instead.');
}
