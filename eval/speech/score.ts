import type { WordDto } from '../../src/contract/index.ts';
import type { Sentence } from './mixtures.ts';

export interface Score {
  /** Sentences in whose time no word was heard. */
  lost: number;
  /** Words heard where nobody speaks. */
  invented: number;
  /** Of the words of the truth: wrong, missing and added ones. */
  wordErrors: number;
  words: number;
  /** Of each sentence whose first word was heard: how far its start is off. */
  startsOffMs: number[];
}

/** Times of the truth are those of the voice; a word that touches them is of the sentence. */
const slackMs = 500;

/** Heard words against what was said. */
export function scoreWords(heard: readonly WordDto[], sentences: readonly Sentence[]): Score {
  const isWithin = (word: WordDto, { startMs, endMs }: Sentence): boolean =>
    word.endMs > startMs - slackMs && word.startMs < endMs + slackMs;
  const truth = sentences.flatMap(({ text, startMs }) =>
    plainWords(text).map((plain, i) => ({ plain, startMs: i === 0 ? startMs : undefined })),
  );
  const said = heard.flatMap((word) =>
    plainWords(word.text).map((plain) => ({ plain, startMs: word.startMs })),
  );
  const { errors, pairs } = align(
    truth.map(({ plain }) => plain),
    said.map(({ plain }) => plain),
  );
  const startsOffMs = pairs.flatMap(([at, heardAt]) => {
    const startMs = truth[at]?.startMs;
    const heardMs = said[heardAt]?.startMs;
    if (startMs === undefined || heardMs === undefined) return [];
    return truth[at]?.plain === said[heardAt]?.plain ? [Math.abs(heardMs - startMs)] : [];
  });
  return {
    lost: sentences.filter((sentence) => !heard.some((word) => isWithin(word, sentence))).length,
    invented: heard.filter((word) => !sentences.some((sentence) => isWithin(word, sentence)))
      .length,
    wordErrors: errors,
    words: truth.length,
    startsOffMs,
  };
}

function plainWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}

/** Fewest edits from one list to another, and which places belong together. */
function align(from: readonly string[], to: readonly string[]) {
  const width = to.length + 1;
  const cost = new Uint32Array((from.length + 1) * width);
  const at = (i: number, j: number): number => cost[i * width + j] ?? 0;
  for (let i = 0; i <= from.length; i++) {
    for (let j = 0; j <= to.length; j++) {
      if (i === 0 || j === 0) cost[i * width + j] = i + j;
      else {
        const change = at(i - 1, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
        cost[i * width + j] = Math.min(change, at(i - 1, j) + 1, at(i, j - 1) + 1);
      }
    }
  }
  const pairs: [number, number][] = [];
  let [i, j] = [from.length, to.length];
  while (i > 0 && j > 0) {
    if (at(i, j) === at(i - 1, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1)) {
      pairs.push([--i, --j]);
    } else if (at(i, j) === at(i - 1, j) + 1) i--;
    else j--;
  }
  return { errors: at(from.length, to.length), pairs };
}
