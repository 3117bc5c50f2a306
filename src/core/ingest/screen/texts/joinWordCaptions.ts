import type { WordDto } from '../../../../contract/index.ts';
import type { Place } from './place.ts';
import { comparable } from './sameText.ts';
import type { FinishedText } from './trackedText.ts';

/** A caption that shows a word or three at a time does not show them for longer. */
const maxWordsAtOnce = 3;
const maxShownMs = 1_500;
/** Between one and the next; a longer pause ends the sentence. */
const maxPauseMs = 250;
/** Fewer are cards that follow each other. */
const minParts = 4;
const maxWords = 14;

/** Makes one sentence, with the time of each word, of words that replace one another in one place. */
export function joinWordCaptions(texts: readonly FinishedText[]): FinishedText[] {
  const joined: FinishedText[] = [];
  const used = new Set<FinishedText>();
  for (const first of texts) {
    if (used.has(first)) continue;
    const parts = [first];
    for (let next = nextOf(first, texts); next !== undefined; next = nextOf(next, texts)) {
      if (used.has(next)) break;
      parts.push(next);
    }
    const isCaption = parts.length >= minParts;
    for (const part of isCaption ? parts : [first]) used.add(part);
    joined.push(...(isCaption ? sentencesOf(parts).map(join) : [first]));
  }
  return joined.sort((a, b) => a.startMs - b.startMs);
}

function nextOf(text: FinishedText, texts: readonly FinishedText[]): FinishedText | undefined {
  if (!isShort(text)) return undefined;
  return texts.find(
    (next) =>
      next !== text &&
      isShort(next) &&
      next.startMs > text.startMs &&
      next.startMs >= text.endMs &&
      next.startMs - text.endMs <= maxPauseMs &&
      areInOnePlace(text.places[0], next.places[0]) &&
      !shareWord(text.text, next.text),
  );
}

function isShort({ startMs, endMs, text, words }: FinishedText): boolean {
  const isBrief = words === undefined && text.split(' ').length <= maxWordsAtOnce;
  return isBrief && endMs - startMs <= maxShownMs && /\p{L}/u.test(text);
}

/** "Day 1" and "Day 2" are no sentence. */
function shareWord(a: string, b: string): boolean {
  const words = new Set(a.split(' ').map(comparable));
  return b.split(' ').some((word) => words.has(comparable(word)));
}

function areInOnePlace(a: Place | undefined, b: Place | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const height = Math.min(a.bottom - a.top, b.bottom - b.top);
  const apart = Math.abs(a.top + a.bottom - b.top - b.bottom) / 2;
  return apart <= height / 2 && a.left < b.right && b.left < a.right;
}

/** A sentence ends at its mark, or when it is longer than people read at once. */
function sentencesOf(parts: readonly FinishedText[]): FinishedText[][] {
  const sentences: FinishedText[][] = [];
  let words = 0;
  let isOpen = false;
  for (const part of parts) {
    const last = sentences.at(-1);
    if (last === undefined || !isOpen || words >= maxWords) {
      sentences.push([part]);
      words = 0;
    } else last.push(part);
    words += part.text.split(' ').length;
    isOpen = !/[.!?]["'”’]?$/.test(part.text);
  }
  return sentences;
}

function join(parts: readonly FinishedText[]): FinishedText {
  const words = parts.flatMap(({ text, startMs, endMs }): WordDto[] =>
    text.split(' ').map((word) => ({ text: word, startMs, endMs })),
  );
  return {
    startMs: Math.min(...parts.map(({ startMs }) => startMs)),
    endMs: Math.max(...parts.map(({ endMs }) => endMs)),
    text: parts.map(({ text }) => text).join(' '),
    confidence: Math.min(...parts.map(({ confidence }) => confidence)),
    words: parts.length > 1 ? words : undefined,
    places: parts.flatMap(({ places }) => places),
  };
}
