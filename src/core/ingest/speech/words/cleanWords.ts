import type { WordDto } from '../../../../contract/index.ts';
import { isUnspaced } from '../../../library/index.ts';
import type { HeardWord } from '../transcriber.ts';
import { isNonSpeech } from './nonSpeech.ts';

/** As many times in a row a single word may be said ("no no no no"); a phrase fewer. */
const maxWordRepeats = 6;
const maxPhraseRepeats = 3;
const maxPhraseWords = 10;

/**
 * What was heard as words a person would accept:
 * - sounds (`[Music]`, `(applause)`, `♪`) go, also when they span several words;
 * - a word or phrase repeated past belief, the mark of a model that lost its way, is kept once;
 * - text of a script without spaces is cut into words, its time shared by length;
 * - times are whole, never run backwards, and lie within the audio.
 */
export function cleanWords(heard: readonly HeardWord[], durationMs: number): WordDto[] {
  const spoken = splitUnspaced(splitSounds(heard).spoken);
  return orderedTimes(withoutAbsurdRepeats(spoken), durationMs);
}

/** What is said, and the sounds that were named between: "[Music]" as Music. */
export function splitSounds(heard: readonly HeardWord[]): {
  spoken: HeardWord[];
  sounds: string[];
} {
  const kept: HeardWord[] = [];
  const sounds: string[] = [];
  for (let i = 0; i < heard.length; i++) {
    const word = heard[i];
    if (word === undefined) continue;
    const end = closingOf(heard, i);
    if (end === undefined) {
      if (isNonSpeech(word.text)) sounds.push(nameOf(word.text));
      else kept.push({ ...word, text: word.text.replace(/[♪♫]/gu, '').trim() });
    } else {
      sounds.push(
        nameOf(
          heard
            .slice(i, end + 1)
            .map(({ text }) => text)
            .join(' '),
        ),
      );
      i = end;
    }
  }
  return { spoken: kept, sounds: sounds.filter((name) => name !== '') };
}

const longestName = 60;

/** "♪" is music, too; nothing for punctuation. */
function nameOf(text: string): string {
  if (/[♪♫♬]/u.test(text)) return 'Music';
  const name = text
    .replaceAll('_', ' ')
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .trim()
    .toLowerCase();
  return name.slice(0, 1).toUpperCase() + name.slice(1, longestName);
}

const closers: Record<string, string> = { '[': ']', '(': ')', '*': '*', '【': '】', '（': '）' };

/** Where the sound that opens at `i` closes: a few words on at most, or it was no sound. */
function closingOf(heard: readonly HeardWord[], i: number): number | undefined {
  const first = heard[i]?.text.trim() ?? '';
  const closer = closers[first[0] ?? ''];
  if (closer === undefined) return undefined;
  for (let at = i; at < Math.min(heard.length, i + 8); at++) {
    const text = (heard[at]?.text ?? '').trim();
    if ((at > i || text.length > 1) && closes(text, closer)) return at;
  }
  return undefined;
}

function closes(text: string, closer: string): boolean {
  return text.replace(/[.,!?…]+$/u, '').endsWith(closer);
}

function withoutAbsurdRepeats(words: readonly HeardWord[]): HeardWord[] {
  let kept = [...words];
  for (let length = 1; length <= maxPhraseWords; length++) {
    kept = collapseRepeats(kept, length);
  }
  return kept;
}

function collapseRepeats(words: HeardWord[], length: number): HeardWord[] {
  const keys = words.map((word) => word.text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const allowed = length === 1 ? maxWordRepeats : maxPhraseRepeats;
  const kept: HeardWord[] = [];
  for (let i = 0; i < words.length; ) {
    let same = i;
    while (same + length < words.length && keys[same] === keys[same + length]) same++;
    const times = Math.floor((same - i) / length) + 1;
    if (times > allowed) {
      kept.push(...words.slice(i, i + length));
      i += times * length;
    } else {
      kept.push(...words.slice(i, i + 1));
      i++;
    }
  }
  return kept;
}

function splitUnspaced(words: readonly HeardWord[]): HeardWord[] {
  return words.flatMap((word) => {
    if (word.text.length <= 4 || !isUnspaced(word.text)) return [word];
    const parts = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(word.text)]
      .map((part) => part.segment)
      .reduce<string[]>((all, part) => {
        const last = all.length - 1;
        // Punctuation stays with the word before it.
        if (last >= 0 && !/[\p{L}\p{N}]/u.test(part)) all[last] += part;
        else all.push(part);
        return all;
      }, []);
    const msEach = (word.endMs - word.startMs) / word.text.length;
    let done = 0;
    return parts.map((text) => {
      const startMs = word.startMs + done * msEach;
      done += text.length;
      return { text: text.trim(), startMs, endMs: word.startMs + done * msEach };
    });
  });
}

function orderedTimes(words: readonly HeardWord[], durationMs: number): WordDto[] {
  let beforeMs = 0;
  return words.flatMap(({ text, startMs, endMs }) => {
    if (text === '') return [];
    const start = Math.round(Math.min(Math.max(startMs, beforeMs, 0), durationMs));
    const end = Math.round(Math.min(Math.max(endMs, start), durationMs));
    beforeMs = end;
    return [{ text, startMs: start, endMs: end }];
  });
}
