import type { SegmentDto } from '../../../../contract/index.ts';
import type { Range } from './foundIn.ts';

export interface LaidWords {
  text: string;
  /** Of each word. */
  ranges: Range[];
}

/**
 * The text of a segment and where its words lie in it: only the text knows what is between words,
 * which is nothing in languages without spaces. When the words are not those of the text, they
 * stand by themselves with spaces between.
 */
export function layWords({ text, words }: Pick<SegmentDto, 'text' | 'words'>): LaidWords {
  const ranges: Range[] = [];
  let at = 0;
  for (const word of words) {
    const start = text.indexOf(word.text, at);
    if (start === -1) return joined(words);
    at = start + word.text.length;
    ranges.push([start, at]);
  }
  return { text, ranges };
}

function joined(words: SegmentDto['words']): LaidWords {
  let at = 0;
  return {
    text: words.map((word) => word.text).join(' '),
    ranges: words.map((word) => {
      const start = at;
      at += word.text.length + 1;
      return [start, at - 1];
    }),
  };
}
