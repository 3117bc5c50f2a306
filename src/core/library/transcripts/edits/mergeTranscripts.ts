import type { SegmentDto, TranscriptConflict } from '../../../../contract/index.ts';
import { newId } from '../../../base/index.ts';
import { alignWords, wordKey } from './alignWords.ts';
import { type LineWord, linesOfWords, wordsOfLine } from './lineWords.ts';
import { retime } from './retellLine.ts';

/** Two hearings of one word are this near to each other. */
const maxShiftMs = 2_000;
/** An edit moves a word no further than this: its line is longer only in captions. */
const maxEditShiftMs = 10_000;

export interface MergedTranscript {
  segments: SegmentDto[];
  conflicts: TranscriptConflict[];
}

interface Sides {
  heard: LineWord[];
  edited: LineWord[];
  next: LineWord[];
}

/**
 * Edits of what was heard, on what is heard now: a merge of three, by word and time. Words that only
 * one side changed are as that side has them. Where both did, the edit stays, and the other is a
 * conflict. Lines begin where an edit put them, else where the new hearing has them.
 */
export function mergeTranscripts(
  heard: readonly SegmentDto[],
  edited: readonly SegmentDto[],
  next: readonly SegmentDto[],
): MergedTranscript {
  const all: Sides = {
    heard: heard.flatMap(wordsOfLine),
    edited: edited.flatMap(wordsOfLine),
    next: next.flatMap(wordsOfLine),
  };
  const merged: LineWord[] = [];
  const conflicts: TranscriptConflict[] = [];
  let from = { heard: 0, edited: 0, next: 0 };
  for (const anchor of anchorsOf(all)) {
    const sides = {
      heard: all.heard.slice(from.heard, anchor.heard),
      edited: all.edited.slice(from.edited, anchor.edited),
      next: all.next.slice(from.next, anchor.next),
    };
    const part = mergePart(sides);
    merged.push(...part.words);
    if (part.isConflict) conflicts.push(conflictOf(sides));
    const kept = mergeWord(
      all.heard[anchor.heard],
      all.edited[anchor.edited],
      all.next[anchor.next],
    );
    if (kept !== undefined) merged.push(kept);
    from = { heard: anchor.heard + 1, edited: anchor.edited + 1, next: anchor.next + 1 };
  }
  return { segments: linesOfWords(inOrder(merged)), conflicts };
}

interface Anchor {
  heard: number;
  edited: number;
  next: number;
}

/** Words that nobody changed, on all three sides; the last is the end of each. */
function anchorsOf({ heard, edited, next }: Sides): Anchor[] {
  const exactly = (words: readonly LineWord[]) =>
    words.map(({ text, startMs }) => ({ key: text, startMs }));
  const roughly = (words: readonly LineWord[]) =>
    words.map(({ text, startMs }) => ({ key: wordKey(text), startMs }));
  const inEdited = new Map(alignWords(exactly(heard), exactly(edited), maxEditShiftMs));
  const inNext = new Map(alignWords(roughly(heard), roughly(next), maxShiftMs));
  const anchors = heard.flatMap((_, index): Anchor[] => {
    const [inE, inN] = [inEdited.get(index), inNext.get(index)];
    return inE === undefined || inN === undefined ? [] : [{ heard: index, edited: inE, next: inN }];
  });
  return [...anchors, { heard: heard.length, edited: edited.length, next: next.length }];
}

/** Each part of a word as the edit has it where that changed it, else as it is heard now. */
function mergeWord(
  heard: LineWord | undefined,
  edited: LineWord | undefined,
  next: LineWord | undefined,
): LineWord | undefined {
  if (heard === undefined || edited === undefined || next === undefined) return undefined;
  const choose = <Key extends keyof LineWord>(key: Key): LineWord[Key] =>
    edited[key] === heard[key] ? next[key] : edited[key];
  return {
    text: choose('text'),
    lead: choose('lead'),
    tail: choose('tail'),
    startMs: choose('startMs'),
    endMs: choose('endMs'),
    isTimed: choose('isTimed'),
    lineStartMs: choose('lineStartMs'),
    lineEndMs: choose('lineEndMs'),
  };
}

/** Words between two that nobody changed. */
function mergePart({ heard, edited, next }: Sides): { words: LineWord[]; isConflict: boolean } {
  const isEdited = !isSame(heard, edited, ({ text }) => text);
  if (!isEdited) return { words: next, isConflict: false };
  const byKey = ({ text }: LineWord): string => wordKey(text);
  const isHeardAlike = isSame(heard, next, byKey);
  if (isHeardAlike && isSame(heard, next, ({ startMs, endMs }) => `${startMs} ${endMs}`)) {
    return { words: edited, isConflict: false };
  }
  return {
    words: onTimesOf(next, edited),
    isConflict: !isHeardAlike && !isSame(edited, next, byKey),
  };
}

function isSame(
  some: readonly LineWord[],
  others: readonly LineWord[],
  keyOf: (word: LineWord) => string,
): boolean {
  const isAlike = (word: LineWord, index: number): boolean => {
    const other = others[index];
    return other !== undefined && keyOf(word) === keyOf(other);
  };
  return some.length === others.length && some.every(isAlike);
}

/** Edited words at the times of what is heard there now; where nothing is, they keep theirs. */
function onTimesOf(next: readonly LineWord[], edited: readonly LineWord[]): LineWord[] {
  if (next.length === 0) return [...edited];
  const texts = edited.map(({ text }) => text);
  return retime(next, texts).flatMap(({ startMs, endMs }, index) => {
    const word = edited[index];
    if (word === undefined) return [];
    return [
      {
        ...{ ...word, startMs, endMs },
        lineStartMs: word.lineStartMs === undefined ? undefined : startMs,
        lineEndMs: word.lineEndMs === undefined ? undefined : endMs,
      },
    ];
  });
}

function conflictOf({ heard, edited, next }: Sides): TranscriptConflict {
  const timed = next.length > 0 ? next : edited.length > 0 ? edited : heard;
  return {
    id: newId(),
    startMs: timed[0]?.startMs ?? 0,
    endMs: timed.at(-1)?.endMs ?? 0,
    edited: textOf(edited),
    heard: textOf(next),
    words: next.map(({ text, startMs, endMs }) => ({ text, startMs, endMs })),
  };
}

function textOf(words: readonly LineWord[]): string {
  return words
    .map(({ lead, text, tail }) => `${lead}${text}${tail}`)
    .join('')
    .trim();
}

/** No word and no line begins before the one before it. */
function inOrder(words: readonly LineWord[]): LineWord[] {
  let wordMs = 0;
  let lineMs = 0;
  return words.map((word) => {
    wordMs = Math.max(wordMs, word.startMs);
    lineMs = Math.max(lineMs, word.lineStartMs ?? 0);
    return {
      ...{ ...word, startMs: wordMs, endMs: Math.max(wordMs, word.endMs) },
      lineStartMs: word.lineStartMs === undefined ? undefined : lineMs,
    };
  });
}
