import { PreferredWords } from './preferredWords.ts';
import { type Vocabulary, type WordTokens, wordTokensOf } from './wordTokens.ts';

export interface WordRules {
  maxWords?: number | undefined;
  avoidedText?: string | undefined;
  preferredWords?: readonly string[] | undefined;
  preferredNats?: number | undefined;
}

/** From so many words before the limit on the sentence is steered to its end. */
const steeredWords = 4;
/** Added to the logits of what ends the sentence, by how many words are left. */
const nats: readonly number[] = [8, 4, 2, 1];
/** Of a sentence that has ended: no other one fits into what is left. */
const endNats = 8;
/** So many words in a row may be those of the avoided text. */
const runWords = 3;

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** Holds an answer to a number of words, and to words of its own, by what may be written next. */
export class WordSteering {
  readonly #model: Vocabulary;
  readonly #maxWords: number;
  readonly #endTokens: readonly number[];
  readonly #preferred: PreferredWords | undefined;
  /** What comes after each run of words in the avoided text. */
  readonly #nextWords = new Map<string, string[]>();

  /** `endTokens`: those that end the answer. */
  constructor(model: Vocabulary, rules: WordRules, endTokens: readonly number[]) {
    this.#model = model;
    this.#maxWords = rules.maxWords ?? Infinity;
    this.#endTokens = endTokens;
    const { preferredWords: wordList, preferredNats } = rules;
    this.#preferred =
      wordList && new PreferredWords(model, wordList, { endTokens, nats: preferredNats });
    const words = wordsOf(rules.avoidedText ?? '');
    for (let at = 0; at + runWords < words.length; at++) {
      const run = words.slice(at, at + runWords).join(' ');
      this.#nextWords.set(run, [...(this.#nextWords.get(run) ?? []), words[at + runWords] ?? '']);
    }
  }

  /** Changes the logits of what comes after the text; without a list of words mostly nothing. */
  steer(logits: Float32Array, text: string): void {
    this.#preferred?.steer(logits, text);
    const words = wordsOf(text);
    const avoided = this.#nextWords.get(words.slice(-runWords).join(' ')) ?? [];
    const left = this.#maxWords - words.length;
    if (avoided.length === 0 && left >= steeredWords) return;
    const tokens = wordTokensOf(this.#model);
    for (const word of avoided) forbid(logits, tokens.beginning(word));
    if (left < steeredWords) this.#steerToEnd(logits, { text, left, tokens });
  }

  #steerToEnd(
    logits: Float32Array,
    { text, left, tokens }: { text: string; left: number; tokens: WordTokens },
  ): void {
    const { beginsWord, endsSentence } = tokens;
    const hasEnded = /[.!?…。！？]["”’»)]?\s*$/u.test(text);
    if (hasEnded) add(logits, this.#endTokens, endNats);
    else add(logits, endsSentence, nats[Math.max(0, left)] ?? 0);
    if (left > 0) return;
    forbid(logits, beginsWord);
    // Scripts without spaces: each letter may be a word.
    if (!/[\p{scx=Latn}\p{scx=Cyrl}\p{scx=Grek}\p{N}]$/u.test(text)) {
      keepOnly(logits, [...endsSentence, ...this.#endTokens]);
    }
  }
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text.toLowerCase())) {
    if (isWordLike === true) words.push(segment);
  }
  return words;
}

function forbid(logits: Float32Array, tokens: ArrayLike<number>): void {
  for (let at = 0; at < tokens.length; at++) logits[tokens[at] ?? 0] = -Infinity;
}

function add(logits: Float32Array, tokens: ArrayLike<number>, nats: number): void {
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? 0;
    logits[token] = (logits[token] ?? 0) + nats;
  }
}

function keepOnly(logits: Float32Array, tokens: readonly number[]): void {
  const kept = tokens.map((token): [number, number] => [token, logits[token] ?? 0]);
  logits.fill(-Infinity);
  for (const [token, logit] of kept) logits[token] = logit;
}
