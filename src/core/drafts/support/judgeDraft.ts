import type { DroppedDraft, HookPattern } from '../../../contract/index.ts';
import { copiedShare, likeness } from './copiedShare.ts';
import { followedCommand } from './followsCommand.ts';
import { unsayableWords } from './sayableWords.ts';
import { numbersOf, shareSubject, wordsOf } from './words.ts';

/**
 * From here on a draft is a source's sentence with a few words changed. A borrowed phrase of five
 * words in a draft of eleven is at 0.22, a sentence with two words left out at 0.42 (see the test
 * of copiedShare).
 */
const copyThreshold = 0.4;
/** From here on two drafts say the same; drafts on one topic share some words anyway. */
const repeatThreshold = 0.6;
/** Fewer words are no hook, whatever length was asked for. */
const minWords = 4;

export interface Candidate {
  text: string;
  hookPattern: HookPattern;
}

export interface Grounds {
  lengthWords: number;
  /** Texts a draft must not copy: every moment retrieved, and what the prompt shows. */
  sources: readonly string[];
  /** What the draft cites. */
  cited: readonly string[];
  /** Texts kept before it. */
  kept: readonly string[];
  /** The words it may have; left out: any. */
  sayable?: readonly string[] | undefined;
  /** True for models without chat training, which drift off to subjects of their own. */
  mustShareSubject: boolean;
  /** Sentences of the evidence that spoke to the model. */
  commands: readonly string[];
  /** What may be said whatever they asked for: the brief, and the rest of the evidence. */
  known: readonly string[];
  /** What the model was told to do. */
  instructions: string;
}

/** Why a draft is not kept, or undefined when it is. */
export function judgeDraft(
  { text, hookPattern }: Candidate,
  grounds: Grounds,
): DroppedDraft | undefined {
  if (copiedShare(text, grounds.instructions) >= copyThreshold) {
    return { text, reason: 'repeats-instructions' };
  }
  const command = followedCommand(text, grounds);
  if (command !== undefined) return { text, reason: 'follows-video', of: command };
  const wordCount = wordsOf(text).length;
  if (wordCount < Math.min(minWords, grounds.lengthWords)) return { text, reason: 'too-short' };
  if (wordCount > grounds.lengthWords || isCut(text)) return { text, reason: 'too-long' };
  for (const of of grounds.sources) {
    if (copiedShare(text, of) >= copyThreshold) return { text, reason: 'copies-source', of };
  }
  for (const of of grounds.kept) {
    if (likeness(text, of) >= repeatThreshold) return { text, reason: 'repeats-draft', of };
  }
  if (!showsPattern(text, hookPattern)) return { text, reason: 'wrong-pattern' };
  if (!isSupported(text, grounds)) return { text, reason: 'unsupported' };
  return undefined;
}

/** English words after which a sentence goes on: one that ends with them was cut at its length. */
const goesOn = new Set(
  `a an and as at because but by for from if in into is my of on or our than that the their to was
  when which while who with your`.split(/\s+/),
);

function isCut(text: string): boolean {
  return goesOn.has(wordsOf(text).at(-1) ?? '') && !/[?？]\s*$/u.test(text);
}

/** The two hook patterns that a reader can check by looking. */
function showsPattern(text: string, hookPattern: HookPattern): boolean {
  if (hookPattern === 'question') return /[?？؟]/u.test(text);
  if (hookPattern === 'number') return numbersOf(text).length > 0;
  return true;
}

/** A number or a word that no cited moment has was made up; so was a subject that none of them has. */
function isSupported(text: string, { cited, mustShareSubject, sayable }: Grounds): boolean {
  const known = new Set(cited.flatMap(numbersOf));
  if (numbersOf(text).some((number) => !known.has(number))) return false;
  if (sayable !== undefined && unsayableWords(text, sayable).length > 0) return false;
  return !mustShareSubject || cited.some((moment) => shareSubject(text, moment));
}
