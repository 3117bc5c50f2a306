import type { SegmentDto } from '../../../../contract/index.ts';

/** The slowest speaker says twice as many letters a second, a hallucination far fewer. */
const minLettersPerSecond = 2.5;

/** "60" is said in as many sounds as "sixty". */
const lettersPerDigit = 3;

/** Share of the letters that must be of the script in which the detected language is written. */
const minShareOfScript = 0.5;

/**
 * False for what Whisper makes of noise and music: a few syllables stretched over seconds, or
 * letters of a script in which the language that it believed to hear is not written.
 */
export function isPlausible(
  segments: readonly SegmentDto[],
  language: string | undefined,
): boolean {
  const letters = segments.map(({ text }) => text.replace(/[^\p{L}\p{N}]/gu, '')).join('');
  const seconds = segments.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) / 1_000;
  const digits = letters.match(/\p{N}/gu)?.length ?? 0;
  const spoken = letters.length + digits * (lettersPerDigit - 1);
  if (spoken < minLettersPerSecond * seconds) return false;
  return language === undefined || isWrittenIn(letters, language);
}

function isWrittenIn(letters: string, language: string): boolean {
  const script = scriptOf(language);
  if (script === undefined) return true;
  const all = letters.match(/\p{L}/gu)?.length ?? 0;
  return (letters.match(script)?.length ?? 0) >= all * minShareOfScript;
}

/** Scripts that are written with several, by their ISO 15924 code. */
const mixedScripts: Record<string, RegExp> = {
  Jpan: /[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  Kore: /[\p{Script=Latin}\p{Script=Hangul}\p{Script=Han}]/gu,
  Hans: /[\p{Script=Latin}\p{Script=Han}]/gu,
  Hant: /[\p{Script=Latin}\p{Script=Han}]/gu,
};

/**
 * Letters of the script that a language is usually written in; undefined when not known. Latin
 * letters count for every language: Serbian and Uzbek have both, and names are often left in them.
 */
function scriptOf(language: string): RegExp | undefined {
  try {
    const script = new Intl.Locale(language).maximize().script;
    if (script === undefined) return undefined;
    return mixedScripts[script] ?? new RegExp(`[\\p{Script=Latin}\\p{Script=${script}}]`, 'gu');
  } catch {
    return undefined;
  }
}
