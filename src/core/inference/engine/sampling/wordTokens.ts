import type { LlamaModel } from '../binding/model.ts';

/** What of a model tells what its tokens write. */
export type Vocabulary = Pick<LlamaModel, 'vocabSize' | 'piece'>;

/** What a vocabulary's tokens do to a text of words. */
export interface WordTokens {
  /** Those that begin another word after a word: a space and a letter or digit. */
  beginsWord: Int32Array;
  /** Those that end a sentence, and nothing else. */
  endsSentence: Int32Array;
  /** Those of letters and digits alone, by what they write in lower case. */
  insideWord: ReadonlyMap<string, readonly number[]>;
  /** The same, behind a space; by what they write without it. */
  afterSpace: ReadonlyMap<string, readonly number[]>;
  /** Those without a letter or digit. */
  wordless: readonly number[];
  /** Those that write this word after another one, or so much of it that it is told by them. */
  beginning(word: string): readonly number[];
}

/** Fewer letters begin many words. */
const tellingLetters = 4;

const known = new WeakMap<Vocabulary, WordTokens>();

/** Made at the first need and kept with the model: reading a large vocabulary takes a moment. */
export function wordTokensOf(model: Vocabulary): WordTokens {
  const present = known.get(model);
  if (present !== undefined) return present;
  const made = readWordTokens(model);
  known.set(model, made);
  return made;
}

function readWordTokens(model: Vocabulary): WordTokens {
  const decoder = new TextDecoder();
  const beginsWord: number[] = [];
  const endsSentence: number[] = [];
  const byText = new Map<string, number[]>();
  const insideWord = new Map<string, number[]>();
  const afterSpace = new Map<string, number[]>();
  const wordless: number[] = [];
  for (let token = 0; token < model.vocabSize; token++) {
    const text = decoder.decode(model.piece(token));
    if (text !== '' && !/[\p{L}\p{N}\uFFFD]/u.test(text)) wordless.push(token);
    const [, space, letters] = /^( ?)([\p{L}\p{M}\p{N}'’]+)$/u.exec(text) ?? [];
    if (letters !== undefined) addTo(space === '' ? insideWord : afterSpace, letters, token);
    if (/^[.!?…。！？]$/u.test(text)) endsSentence.push(token);
    else if (/^\s.*[\p{L}\p{N}]|[.,;:!?–—-]\s*[\p{L}\p{N}]/su.test(text)) {
      beginsWord.push(token);
      addTo(byText, text.trim(), token);
    }
  }
  return {
    beginsWord: Int32Array.from(beginsWord),
    endsSentence: Int32Array.from(endsSentence),
    ...{ insideWord, afterSpace, wordless },
    beginning: (word) => {
      const telling = Math.min(tellingLetters, word.length);
      const lengths = Array.from({ length: word.length - telling + 1 }, (_, at) => telling + at);
      return lengths.flatMap((length) => byText.get(word.slice(0, length)) ?? []);
    },
  };
}

function addTo(tokens: Map<string, number[]>, text: string, token: number): void {
  const written = text.toLowerCase().replaceAll('’', "'");
  const known = tokens.get(written);
  if (known === undefined) tokens.set(written, [token]);
  else known.push(token);
}
