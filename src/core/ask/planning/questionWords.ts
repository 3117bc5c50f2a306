import { wordsOf } from '../../drafts/index.ts';
import { isStopWord } from '../../search/index.ts';

/** Words with which people ask, in the languages that are asked in most; they name no subject. */
const asking = new Set(
  `whats whos hows wheres whens whys thats theres its im ive dont doesnt didnt isnt arent cant
  after another before came come comes coming during else gone goes going less more most often
  other still usually very went while
  above again best better comment comments commenters down good great others up upon viewers
  ask anybody anyone anything call called clip clips creator creators example examples explain find
  get give got guy here know library list look make mean mention mentioned mentioning mentions
  need new one ones people person please post posts really recommend recommended recommends advises advise suggests explains regarding said
  say saying says see show shows somebody someone something speak speaks suggest suggested sure talk
  talked talking talks tell tells thing things think video videos want way ways well word words works
  actually advice around ever just like lot publish published posted uploaded many much not only related reels shorts speech
  transcript transcripts using use used
  que qué cómo como cuál cuáles cuántos cuántas dice dicen dicho sobre acerca los las del una uno hay
  habla hablan vídeo vídeos por para con quién dónde cuándo esta este esto
  wie was wer wo wann warum welche welcher welches sagt sagen gesagt über man gibt die der das den dem
  ein eine einen und ist sind videos zum zur
  quoi quel quelle quels quelles comment combien dit disent dire sur les des une est sont dans vidéo vidéos
  pourquoi qui où
  che cosa come quanti quante dice dicono sulla sul degli delle di
  quais quantos diz dizem os as um uma
  что как кто где когда почему говорят говорит сказал про об о и в на это видео`.split(/\s+/),
);

/**
 * The words of a question that name what it is about, in their order and each once. Text in a script
 * without spaces is cut as `Intl.Segmenter` cuts it.
 */
export function subjectWords(question: string): string[] {
  const words = wordsOf(question).filter(
    (word) => !isStopWord(word) && !asking.has(word) && isTelling(word),
  );
  return [...new Set(words)].slice(0, maxWords);
}

/** More say no more about what is meant, and each costs a look-up. */
const maxWords = 12;

/** One letter alone is no word, unless its script writes words so; two digits are a number. */
function isTelling(word: string): boolean {
  // In Japanese what stands between the words is written so.
  if (/^\p{Script=Hiragana}+$/u.test(word)) return false;
  return [...word].length > 1 || /[^\p{Script=Latin}\p{Script=Cyrillic}\p{N}]/u.test(word);
}

/**
 * A word without the endings of English, so that “saving” meets “saves”. Cruder than the index's
 * stemmer, and only for texts that the index has found already.
 */
export function stemOf(word: string): string {
  const bare = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  if (!/^[a-z]{4,}$/.test(bare)) return bare;
  const stem = bare.replace(/(?:ingly|edly|ings?|ied|ies|ed|es|er|ers|ly|s|e|y)$/, '');
  const whole = stem.length >= 3 ? stem : bare;
  return whole.replace(/([^aeiouls])\1$/, '$1');
}
