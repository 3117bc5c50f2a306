import { numbersOf } from './words.ts';

/**
 * English words that claim nothing by themselves. What tells causes, times, amounts or certainty
 * ("because", "after", "all", "must") is not among them: a moment has to say it.
 */
const connecting = new Set(
  `a an the this that these those i you he she it we they me him her us them my your his its our
  their who whose which what why how when where here there am is are was were be been being do does
  did has have had can could will would of in on at by to from with for into out up down off as than
  and or but then while about i'm i've i'll you're you've you'll it's that's here's there's what's
  we're we've we'll they're he's she's let's stop start try know learn see happens happened happen
  thing one`.split(/\s+/),
);
const negations = `not no never don't doesn't didn't isn't aren't wasn't weren't can't cannot
  couldn't won't wouldn't haven't hasn't hadn't nothing nobody none without`.split(/\s+/);

/** Forms of one verb that no rule makes of each other. */
const verbs =
  `be am is are was were been|buy bought|eat ate eaten|find found|take took taken|make made
  |go went gone goes|run ran|keep kept|sleep slept|wake woke|write wrote written|lose lost|get got
  |give gave given|come came|see saw seen|say said|tell told|feel felt|spend spent|pay paid|sell sold
  |think thought|teach taught|bring brought|break broke broken|speak spoke spoken|fly flew flown|do did done
  |have has had|know knew known|leave left|begin began begun|drink drank|drive drove driven|build built
  |grow grew grown|hold held|hear heard|meet met|send sent|sit sat|stand stood|win won|wear wore|throw threw
  |fall fell fallen|choose chose chosen|steal stole|catch caught|fight fought|forget forgot forgotten
  |feed fed|lead led|draw drew drawn|hide hid hidden|ride rode|rise rose risen|shake shook|shoot shot
  |sing sang|swim swam|stick stuck|tear tore torn|understand understood|bite bit|blow blew|dig dug
  |freeze froze frozen|hang hung|lay laid|light lit|mean meant|swear swore|become became|show shown
  |man men|woman women|child children|foot feet|tooth teeth|person people|life lives`
    .split('|')
    .map((forms) => forms.trim().split(/\s+/));

/** Of an English text more words than that connect; of others hardly any look like one that does. */
const leastConnecting = 0.3;

/**
 * The words that a hook may have which leaves none of the moments' facts and adds none: theirs, other
 * forms of theirs, and words that only connect. Undefined where the moments are not in English: what
 * connects in other languages is not known here.
 */
export function sayableWords(moments: readonly string[]): string[] | undefined {
  const said = moments.flatMap(writtenWords);
  const own = new Set(said);
  const connected = said.filter((word) => connecting.has(word) || negations.includes(word));
  if (connected.length < said.length * leastConnecting) return undefined;
  const forms = [...own].flatMap(formsOf);
  const isNegated = negations.some((word) => own.has(word));
  return [...new Set([...own, ...forms, ...connecting, ...(isNegated ? negations : [])])];
}

/** Words of a text that are not among those that may be said, without those that are numbers. */
export function unsayableWords(text: string, sayable: readonly string[]): string[] {
  const known = new Set(sayable);
  return writtenWords(text).filter((word) => !known.has(word) && numbersOf(word).length === 0);
}

/** As they are written: `don't` is one word, and not `dont`. */
function writtenWords(text: string): string[] {
  const written = text.normalize('NFKC').toLowerCase().replaceAll('’', "'");
  return written.match(/[\p{L}\p{M}\p{N}]+(?:'\p{L}+)*/gu) ?? [];
}

/** Plurals and tenses; a few are no words, and no model writes those. */
function formsOf(word: string): string[] {
  const irregular = verbs.filter((forms) => forms.includes(word)).flat();
  if (word.length < 3 || connecting.has(word) || !/^\p{scx=Latn}+$/u.test(word)) return irregular;
  const ends = (end: string): string => word.slice(0, -end.length);
  const stems = ['ies', 'es', 's', 'ied', 'ed', 'ing']
    .filter((end) => word.endsWith(end) && word.length - end.length >= 3)
    .flatMap((end) =>
      end.startsWith('i') && end !== 'ing' ? [`${ends(end)}y`] : stemsOf(ends(end)),
    );
  return [word, ...stems].flatMap((stem) => [...irregular, ...inflected(stem)]);
}

/** `stopp` is of `stop`, `us` of `use`. */
function stemsOf(stem: string): string[] {
  const single = /(\p{L})\1$/u.test(stem) ? [stem.slice(0, -1)] : [];
  return [stem, `${stem}e`, ...single];
}

function inflected(stem: string): string[] {
  const last = stem.at(-1) ?? '';
  const short = /[aeiou][bdgmnprt]$/u.test(stem) ? [`${stem}${last}ed`, `${stem}${last}ing`] : [];
  const bare = stem.endsWith('e') ? stem.slice(0, -1) : stem;
  const y = /[^aeiou]y$/u.test(stem) ? [`${stem.slice(0, -1)}ies`, `${stem.slice(0, -1)}ied`] : [];
  return [stem, `${stem}s`, `${stem}'s`, `${bare}es`, `${bare}ed`, `${bare}ing`, ...short, ...y];
}
