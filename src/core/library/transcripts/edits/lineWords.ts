import type { SegmentDto, WordDto } from '../../../../contract/index.ts';
import { joinWords } from '../joinWords.ts';
import { timedWords } from '../timedWords.ts';

/** A word with what its line has around it, so that lines can be made of it again. */
export interface LineWord extends WordDto {
  /** Before it: a space, an opening quotation mark. */
  lead: string;
  /** After it: a closing quotation mark. */
  tail: string;
  /** False: its time is an estimate, and its line has no words with times. */
  isTimed: boolean;
  /** Of the line that begins with this word; undefined within a line. */
  lineStartMs: number | undefined;
  /** Of the line that ends with it. */
  lineEndMs: number | undefined;
}

/** The words of a line, laid into its text; words that are not those of the text are joined anew. */
export function wordsOfLine(segment: SegmentDto): LineWord[] {
  const words = timedWords(segment);
  const isTimed = segment.words.length > 0;
  const text = layable(segment.text, words);
  let at = 0;
  const ranges = words.map((word): [number, number] => {
    const start = text.indexOf(word.text, at);
    at = start + word.text.length;
    return [start, at];
  });
  /** Where what belongs to a word ends: signs up to the next space are still its own. */
  const ends = ranges.map(([, end], index) => {
    const next = ranges[index + 1]?.[0];
    if (next === undefined) return text.length;
    const space = text.slice(end, next).search(/\s/u);
    return space === -1 ? end : end + space;
  });
  return words.map((word, index) => {
    const [start, end] = ranges[index] ?? [0, 0];
    const isLast = index === words.length - 1;
    return {
      ...{ text: word.text, startMs: word.startMs, endMs: word.endMs, isTimed },
      lead: text.slice(ends[index - 1] ?? 0, start),
      tail: text.slice(end, ends[index]),
      lineStartMs: index === 0 ? segment.startMs : undefined,
      lineEndMs: isLast ? segment.endMs : undefined,
    };
  });
}

function layable(text: string, words: readonly WordDto[]): string {
  let at = 0;
  for (const word of words) {
    const start = text.indexOf(word.text, at);
    if (start === -1) return joinWords(words.map((each) => each.text));
    at = start + word.text.length;
  }
  return text;
}

/** The lines that words make: one begins at each that has a `lineStartMs`, and at the first. */
export function linesOfWords(words: readonly LineWord[]): SegmentDto[] {
  const lines: LineWord[][] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line === undefined || word.lineStartMs !== undefined) lines.push([word]);
    else line.push(word);
  }
  return lines.map(lineOf);
}

function lineOf(words: LineWord[]): SegmentDto {
  const [first] = words;
  const last = words.at(-1);
  const startMs = first?.lineStartMs ?? first?.startMs ?? 0;
  const isTimed = words.every((word) => word.isTimed);
  return {
    startMs,
    endMs: Math.max(startMs, last?.lineEndMs ?? last?.endMs ?? startMs),
    text: words
      .map(({ lead, text, tail }, index) => `${index > 0 ? lead : lead.trimStart()}${text}${tail}`)
      .join('')
      .trimEnd(),
    words: isTimed
      ? words.map(({ text, startMs: from, endMs }) => ({ text, startMs: from, endMs }))
      : [],
  };
}

/** What stands between two words where no text says it: a space, or nothing in scripts without. */
export function leadBetween(before: string, word: string): string {
  const joined = joinWords([before, word]);
  return joined.slice(before.length, joined.length - word.length);
}
