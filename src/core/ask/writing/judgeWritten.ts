import type { UnsupportedReason } from '../../../contract/index.ts';
import {
  copiedShare,
  followedCommand,
  numbersOf,
  promptText,
  splitCommands,
  wordsOf,
} from '../../drafts/index.ts';
import type { CitedMoment } from '../moments/findMoments.ts';
import { stemOf, subjectWords } from '../planning/questionWords.ts';

/**
 * Why a sentence of a model is not believed, without asking a model; undefined when nothing speaks
 * against it. A number that the moments it cites do not have was made up; a sentence that does what
 * another sentence told models to do obeys a video.
 */
export function judgeWritten(
  text: string,
  { cited, question }: { cited: readonly CitedMoment[]; question: string },
): UnsupportedReason | undefined {
  const quotes = cited.map(({ quote }) => promptText(quote));
  const known = new Set([...quotes.flatMap(numbersOf)]);
  if (numbersOf(text).some((number) => !known.has(number))) return 'made-up-number';
  const parts = quotes.map(splitCommands);
  const commands = parts.flatMap((part) => part.commands);
  const said = parts.map((part) => part.said);
  if (followedCommand(text, { commands, known: [question, ...said] }) !== undefined) {
    return 'follows-video';
  }
  // What repeats a command is none of the video's claims either.
  if (commands.some((command) => copiedShare(text, command) >= maxCopied)) return 'follows-video';
  // What is not in the moments was not said in them, however likely it sounds.
  const names = cited.flatMap(({ title, channel = '' }) => [title, channel]);
  const there = [...new Set([...quotes, ...names].flatMap(wordsOf).map(stemOf))];
  const asked = new Set(wordsOf(question).map(stemOf));
  const own = subjectWords(text).map(stemOf);
  const shared = own.filter((word) => there.some((other) => isSame(word, other)));
  // What only repeats the question answers nothing.
  const isNew = shared.some((word) => !asked.has(word));
  return isNew && shared.length >= minShared * own.length ? undefined : 'unsupported-claim';
}

/** “microwaving” and “microwave”, “redness” and “red”: the crude stems begin alike. */
function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 4 && long.startsWith(short);
}

const maxCopied = 0.4;
/** The share of its telling words that the moments must have. */
const minShared = 0.7;
