import type { LlamaModel } from '../binding/model.ts';

/** What of a model tells what its tokens write. */
export type Vocabulary = Pick<LlamaModel, 'vocabSize' | 'piece'>;

/** What a vocabulary's tokens do to a text of words. */
export interface WordTokens {
  /** Those that begin another word after a word: a space and a letter or digit. */
  beginsWord: Int32Array;
  /** Those that end a sentence, and nothing else. */
  endsSentence: Int32Array;
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
  for (let token = 0; token < model.vocabSize; token++) {
    const text = decoder.decode(model.piece(token));
    if (/^[.!?…。！？]$/u.test(text)) endsSentence.push(token);
    else if (/^\s.*[\p{L}\p{N}]|[.,;:!?–—-]\s*[\p{L}\p{N}]/su.test(text)) {
      beginsWord.push(token);
      const word = text.trim().toLowerCase();
      byText.set(word, [...(byText.get(word) ?? []), token]);
    }
  }
  return {
    beginsWord: Int32Array.from(beginsWord),
    endsSentence: Int32Array.from(endsSentence),
    beginning: (word) => {
      const telling = Math.min(tellingLetters, word.length);
      const lengths = Array.from({ length: word.length - telling + 1 }, (_, at) => telling + at);
      return lengths.flatMap((length) => byText.get(word.slice(0, length)) ?? []);
    },
  };
}
