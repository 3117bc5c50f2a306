import type { CaptionStyle, SegmentDto, WordDto } from '../../../../contract/index.ts';
import { type LineWord, wordsOfLine } from '../edits/lineWords.ts';
import { isUnspaced } from '../joinWords.ts';
import { shareTime } from '../timedWords.ts';
import { breakLines, lengthOf } from './breakLines.ts';

/** Netflix, Timed Text Style Guide, general requirements: 5/6 s to 7 s, two frames (of 24 a second) between. */
const minMs = 833;
const maxMs = 7_000;
const gapMs = 83;
/** The same: a caption may stay 12 frames longer than what is heard, to be read. */
const maxExtensionMs = 500;

/** A caption on the screen. */
export interface Cue {
  startMs: number;
  endMs: number;
  /** Words of each line, with what stands before them. */
  lines: CueWord[][];
  /** True: there was no room to show it for long enough. */
  isTooFast: boolean;
}

export interface CueWord extends WordDto {
  isTimed: boolean;
}

/** A transcript as captions that can be read: no longer, and as far as there is room no faster, than `style`. */
export function captionCues(segments: readonly SegmentDto[], style: CaptionStyle): Cue[] {
  const cues = segments.flatMap((segment) => cuesOf(segment, style));
  return cues.map((cue, index) => withReadingTime(cue, cues[index + 1]?.startMs, style));
}

function cuesOf(segment: SegmentDto, style: CaptionStyle): Omit<Cue, 'isTooFast'>[] {
  const words = wordsOfLine(segment).flatMap((word) => piecesOf(word, style.lineLength));
  const groups: CueWord[][] = [];
  let from = 0;
  while (from < words.length) {
    const to = from + countOfCue(words.slice(from), style);
    groups.push(words.slice(from, to));
    from = to;
  }
  return groups.map((group, index) => ({
    startMs: index === 0 ? segment.startMs : (group[0]?.startMs ?? segment.startMs),
    endMs: index === groups.length - 1 ? segment.endMs : (group.at(-1)?.endMs ?? segment.endMs),
    lines: linesOf(group, style),
  }));
}

/** How many of the words make the next caption: as many as fit, rather up to a punctuation mark. */
function countOfCue(words: readonly CueWord[], style: CaptionStyle): number {
  const fits = (count: number): boolean => {
    const some = words.slice(0, count);
    const lasts = (some.at(-1)?.endMs ?? 0) - (some[0]?.startMs ?? 0);
    return lasts <= maxMs && breakLines(textsOf(some), style) !== undefined;
  };
  let most = 1;
  while (most < words.length && fits(most + 1)) most++;
  if (most === words.length) return most;
  for (let count = most; count > most / 3; count--) {
    if (/[.,;:!?…。，、！？]["”’)\]]*$/u.test(words[count - 1]?.text ?? '')) return count;
  }
  return most;
}

function linesOf(words: readonly CueWord[], style: CaptionStyle): CueWord[][] {
  const broken = breakLines(textsOf(words), style) ?? [textsOf(words)];
  let at = 0;
  return broken.map((line) => {
    const from = at;
    at += line.length;
    return words.slice(from, at);
  });
}

function textsOf(words: readonly CueWord[]): string[] {
  return words.map(({ text }) => text);
}

/** A word with what is around it; one of a script without spaces is cut where it is longer than a line. */
function piecesOf(word: LineWord, lineLength: number): CueWord[] {
  const { lead, text, tail, startMs, endMs, isTimed } = word;
  const characters = [...text];
  if (!isUnspaced(text) || characters.length <= lineLength) {
    return [{ text: `${lead}${text}${tail}`, startMs, endMs, isTimed }];
  }
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; at += lineLength) {
    pieces.push(characters.slice(at, at + lineLength).join(''));
  }
  return shareTime(pieces, word).map((piece) => ({ ...piece, isTimed: false }));
}

function withReadingTime(
  cue: Omit<Cue, 'isTooFast'>,
  nextMs: number | undefined,
  { charactersPerSecond }: CaptionStyle,
): Cue {
  const characters = cue.lines.reduce((sum, line) => sum + lengthOf(textsOf(line)), 0);
  const readMs = Math.ceil((characters / charactersPerSecond) * 1_000);
  const wantedMs = cue.startMs + Math.min(maxMs, Math.max(minMs, readMs));
  const roomMs = nextMs === undefined ? Number.POSITIVE_INFINITY : nextMs - gapMs;
  const longest = Math.min(wantedMs, roomMs, cue.endMs + maxExtensionMs);
  const endMs = Math.max(cue.endMs, longest);
  return { ...cue, endMs, isTooFast: endMs - cue.startMs < readMs };
}
