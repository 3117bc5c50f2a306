import type { SegmentDto, WordDto } from '../../../../contract/index.ts';
import { isUnspaced } from '../joinWords.ts';
import { shareTime } from '../timedWords.ts';
import { alignWords } from './alignWords.ts';
import { type LineWord, linesOfWords, wordsOfLine } from './lineWords.ts';

/** A gap shorter than this has no room for a word. */
const minWordMs = 60;

/**
 * A line with another text. Words that stay keep their times; others share the time of those whose
 * place they take. A line break in the text divides the line there; without text there is no line.
 */
export function retellLine(segment: SegmentDto, text: string): SegmentDto[] {
  const wanted = text
    .split(/\r\n|[\r\n\u2028\u2029]/u)
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter((line) => line !== '');
  const [only] = wanted;
  if (wanted.length === 1 && only === segment.text) return [segment];
  const stored = wordsOfLine(segment);
  const parts = wanted.map(partsOf);
  const timed = retime(
    stored,
    parts.flatMap((line) => line.map((part) => part.text)),
  );
  const isTimed = segment.words.length > 0;
  let at = 0;
  const words = parts.flatMap((line, row) =>
    line.map(({ lead, text: word }, index): LineWord => {
      const time = timed[at++] ?? segment;
      const isFirst = index === 0;
      const isLast = index === line.length - 1;
      return {
        ...{ text: word, lead, tail: '', isTimed, startMs: time.startMs, endMs: time.endMs },
        lineStartMs: isFirst ? (row === 0 ? segment.startMs : time.startMs) : undefined,
        lineEndMs: isLast ? (row === parts.length - 1 ? segment.endMs : time.endMs) : undefined,
      };
    }),
  );
  return linesOfWords(words);
}

interface Part {
  lead: string;
  text: string;
}

/** Words by spaces; where a script has none, characters. */
function partsOf(line: string): Part[] {
  return line.split(' ').flatMap((text, index) => {
    const lead = index === 0 ? '' : ' ';
    if (!isUnspaced(text)) return [{ lead, text }];
    return [...text].map((character, place) => ({
      lead: place === 0 ? lead : '',
      text: character,
    }));
  });
}

/** Times for words that take the place of others. */
export function retime(stored: readonly WordDto[], texts: readonly string[]): WordDto[] {
  const keys = (words: readonly string[]) => words.map((key) => ({ key, startMs: 0 }));
  const same = alignWords(keys(stored.map(({ text }) => text)), keys(texts));
  const timed: WordDto[] = [];
  let from = 0;
  for (const [before, after] of [...same, [stored.length, texts.length] as const]) {
    const changed = texts.slice(timed.length, after);
    timed.push(...changedWords(stored, { from, to: before }, { changed, timed }));
    const kept = stored[before];
    if (kept !== undefined) timed.push({ ...pick(kept), text: texts[after] ?? kept.text });
    from = before + 1;
  }
  return timed;
}

function changedWords(
  stored: readonly WordDto[],
  { from, to }: { from: number; to: number },
  { changed, timed }: { changed: readonly string[]; timed: WordDto[] },
): WordDto[] {
  if (changed.length === 0) return [];
  const gone = stored.slice(from, to);
  if (gone.length === changed.length) {
    return gone.map((word, index) => ({ ...pick(word), text: changed[index] ?? word.text }));
  }
  const [first] = gone;
  const last = gone.at(-1);
  if (first !== undefined && last !== undefined) {
    return shareTime(changed, { startMs: first.startMs, endMs: last.endMs });
  }
  const before = timed.at(-1);
  const after = stored[to];
  const startMs = before?.endMs ?? after?.startMs ?? 0;
  const endMs = after?.startMs ?? before?.endMs ?? 0;
  if (endMs - startMs >= minWordMs * changed.length) return shareTime(changed, { startMs, endMs });
  if (before === undefined) return shareTime(changed, { startMs, endMs: startMs });
  // No room: they share the time of the word before them.
  timed.pop();
  return shareTime([before.text, ...changed], before);
}

function pick({ text, startMs, endMs }: WordDto): WordDto {
  return { text, startMs, endMs };
}
