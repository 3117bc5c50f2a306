import type { ShownText } from './cardClip.ts';

/** A text that was read, with its time. */
export interface FoundText {
  text: string;
  startMs: number;
  endMs: number;
  kind?: string;
  words?: readonly { text: string; startMs: number; endMs: number }[] | undefined;
}

export interface ScreenScore {
  /** Characters of the truth, and those wrong, missing or added. */
  characters: number;
  wrong: number;
  /** Texts of the truth, and entries that were found. */
  texts: number;
  entries: number;
  /** Of each text that was found: how far its beginning and end are off. */
  timesOffMs: number[];
  /** Texts that are more than {@link offMs} off at one side, or not there at all. */
  timesWrong: number;
  /** The same of the words that appear one by one. */
  wordsOffMs: number[];
  words: number;
  /** Texts that were told apart wrongly: a watermark as a text, or a text as a watermark. */
  kindsWrong: number;
}

/** A person sees no difference below this. */
export const offMs = 300;
/** So much of a found text is like a part of the text that it is taken for. */
const minLikeness = 0.5;

/**
 * Found texts against those that are shown. Each is taken for the text that it is most like of those shown
 * at its time; all of one text are one after the other. What is like none is added.
 */
export function scoreTexts(found: readonly FoundText[], truth: readonly ShownText[]): ScreenScore {
  const parts = truth.map((): FoundText[] => []);
  const score: ScreenScore = {
    ...{ characters: 0, wrong: 0, texts: truth.length, entries: found.length },
    ...{ timesOffMs: [], timesWrong: 0, wordsOffMs: [], words: 0, kindsWrong: 0 },
  };
  for (const text of found) {
    const at = bestOf(text, truth);
    if (at === undefined) score.wrong += plain(text.text).length;
    else parts[at]?.push(text);
  }
  for (const [i, shown] of truth.entries()) addText(score, shown, parts[i] ?? []);
  return score;
}

function addText(score: ScreenScore, shown: ShownText, parts: readonly FoundText[]): void {
  const wanted = plain(shown.text);
  score.characters += wanted.length;
  score.wrong += editDistance(wanted, plain(parts.map(({ text }) => text).join(' ')));
  score.kindsWrong += parts.some(
    ({ kind }) => (kind === 'watermark') !== (shown.isWatermark === true),
  )
    ? 1
    : 0;
  const off = [
    Math.abs(Math.min(...parts.map(({ startMs }) => startMs)) - shown.startMs),
    Math.abs(Math.max(...parts.map(({ endMs }) => endMs)) - shown.endMs),
  ];
  if (parts.length > 0) score.timesOffMs.push(...off);
  if (parts.length === 0 || Math.max(...off) > offMs) score.timesWrong += 1;
  if (shown.wordStartsMs === undefined) return;
  const words = parts.flatMap((part) => part.words ?? []);
  score.words += shown.wordStartsMs.length;
  for (const [i, text] of shown.text.split(' ').entries()) {
    const word = words.find((each) => plain(each.text) === plain(text));
    if (word !== undefined) {
      score.wordsOffMs.push(Math.abs(word.startMs - (shown.wordStartsMs[i] ?? 0)));
    }
  }
}

/** Which text a found one is taken for: the most alike, of those the one with most time in common. */
function bestOf(text: FoundText, truth: readonly ShownText[]): number | undefined {
  const wanted = plain(text.text);
  let best: { at: number; worth: number } | undefined;
  for (const [at, shown] of truth.entries()) {
    const common = Math.min(text.endMs, shown.endMs) - Math.max(text.startMs, shown.startMs);
    if (common <= 0) continue;
    const likeness = 1 - editDistance(wanted, plain(shown.text), true) / Math.max(1, wanted.length);
    const worth = likeness + common / 1e9;
    if (likeness >= minLikeness && (best === undefined || worth > best.worth)) best = { at, worth };
  }
  return best?.at;
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** Fewest edits from one text to another (Levenshtein); `within`: to some part of the other. */
function editDistance(from: string, to: string, within = false): number {
  let row = Array.from({ length: to.length + 1 }, (_, j) => (within ? 0 : j));
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return within ? Math.min(...row) : (row.at(-1) ?? 0);
}
