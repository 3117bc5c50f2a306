import type { WordDto } from '../../../../contract/index.ts';
import type { Card } from './layOutCards.ts';
import type { Place } from './place.ts';
import { Readings } from './readings.ts';
import { comparable, isSameText } from './sameText.ts';
import { pairWords } from './sameWords.ts';

/** How a card relates to a text that is followed. */
export type Relation = 'same' | 'grown' | 'part';

/** So many of the words of the shorter text are in the longer one. */
const minShareOfWords = 0.8;
/** A part of a text that stays for longer than this is a text of its own. */
const maxPartMs = 1_000;

interface TimedWord {
  text: string;
  startMs: number;
}

/** The time for which a card was on screen. */
export interface Shown {
  startMs: number;
  endMs: number;
}

/** A text that is followed from frame to frame while it moves, grows and is read with faults. */
export class TrackedText {
  readonly startMs: number;
  endMs: number;
  place: Card;
  /** Everywhere it was. */
  readonly places: Place[] = [];
  #words: TimedWord[];
  #readings = new Readings();
  /** The text of which only a part is read now. */
  #rest: TrackedText | undefined;

  constructor(card: Card, { startMs, endMs }: Shown) {
    this.startMs = startMs;
    this.endMs = endMs;
    this.place = card;
    this.places.push(card);
    this.#words = card.words.map((text) => ({ text, startMs }));
    this.#readings.add(card.words, card.confidence);
  }

  get seenMs(): number {
    return Math.max(this.endMs, this.#rest?.endMs ?? 0);
  }

  /** How a card of a later frame relates to this text; nothing when it is another one. */
  relationTo(card: Card): Relation | undefined {
    const words = this.#words.map(({ text }) => text);
    const isNear = areNear(this.place, card);
    if (isNear && isTypedOn(words, card.words)) return 'grown';
    if (card.words.length === words.length || !isNear) {
      return isSameText(words.join(' '), card.words.join(' ')) ? 'same' : undefined;
    }
    const [shorter, longer] =
      words.length < card.words.length ? [words, card.words] : [card.words, words];
    const paired = new Set(pairWords(shorter, longer, shorter === words).map(([i]) => i));
    const missing = shorter.filter((_, i) => !paired.has(i));
    const hasAll =
      paired.size >= minShareOfWords * shorter.length &&
      !missing.some((word) => /\p{N}/u.test(word));
    if (hasAll) return shorter === words ? 'grown' : 'part';
    return isSameText(words.join(' '), card.words.join(' ')) ? 'same' : undefined;
  }

  /** Takes a reading of it on a later frame. */
  take(card: Card, relation: Relation, shown: Shown): void {
    if (relation === 'part') {
      if (this.#rest === undefined) this.#rest = new TrackedText(card, shown);
      else this.#rest.take(card, 'same', shown);
      return;
    }
    this.#rest = undefined;
    if (relation === 'grown') this.#grow(card.words, shown.startMs);
    this.#readings.add(card.words, card.confidence);
    this.endMs = Math.max(this.endMs, shown.endMs);
    this.place = card;
    this.places.push(card);
  }

  #grow(words: readonly string[], startMs: number): void {
    const pairs = new Map(
      pairWords(
        this.#words.map(({ text }) => text),
        words,
        true,
      ).map(([i, j]) => [j, i]),
    );
    this.#words = words.map((text, j) => {
      const known = pairs.get(j);
      return {
        text,
        startMs: (known === undefined ? undefined : this.#words[known]?.startMs) ?? startMs,
      };
    });
    this.#readings = new Readings();
  }

  /** The text in its best reading, and what remained of it where that stayed. */
  finish(): FinishedText[] {
    const rest = this.#rest;
    const staysOn = rest !== undefined && rest.endMs - rest.startMs > maxPartMs;
    const words = this.#readings.best();
    const own: FinishedText = {
      ...{ startMs: this.startMs, endMs: staysOn ? this.endMs : this.seenMs },
      ...{ text: words.join(' '), confidence: this.#readings.confidence },
      ...{ words: this.#timesOf(words), places: this.places },
    };
    return staysOn ? [own, ...rest.finish()] : [own];
  }

  /** When each word appeared, where not all came at once. */
  #timesOf(words: readonly string[]): WordDto[] | undefined {
    if (new Set(this.#words.map(({ startMs }) => startMs)).size < 2) return undefined;
    const pairs = new Map(
      pairWords(
        words,
        this.#words.map(({ text }) => text),
      ),
    );
    let beforeMs = this.startMs;
    const timed = words.map((text, i) => {
      const same = words.length === this.#words.length ? i : pairs.get(i);
      beforeMs = (same === undefined ? undefined : this.#words[same]?.startMs) ?? beforeMs;
      return { text, startMs: beforeMs };
    });
    return timed.map(({ text, startMs }, i) => {
      const next = timed.slice(i + 1).find((word) => word.startMs > startMs);
      return { text, startMs, endMs: next?.startMs ?? this.endMs };
    });
  }
}

export interface FinishedText {
  startMs: number;
  endMs: number;
  text: string;
  confidence: number;
  words: WordDto[] | undefined;
  places: readonly Place[];
}

/** True when the last word of a text has become longer, and all others are as they were. */
function isTypedOn(words: readonly string[], now: readonly string[]): boolean {
  const [last, longer] = [words, now].map((text) => comparable(text.at(-1) ?? ''));
  if (words.length !== now.length || last === undefined || longer === undefined) return false;
  const isLonger = last !== '' && longer.length > last.length && longer.startsWith(last);
  return isLonger && !/\p{N}/u.test(longer) && pairWords(words, now, true).length === words.length;
}

/** True when one is within a line's height of the other. */
function areNear(a: Card, b: Card): boolean {
  const reach = Math.max(a.lineHeight, b.lineHeight);
  return (
    Math.max(a.left, b.left) - Math.min(a.right, b.right) <= reach &&
    Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom) <= reach
  );
}
