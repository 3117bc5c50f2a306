import type { SegmentDto, WordDto } from '../../../../contract/index.ts';
import { joinWords } from '../../../library/index.ts';

const pauseMs = 700;
const maxMs = 10_000;
const maxCharacters = 100;
/** From this length on, a comma ends the segment. */
const commaCharacters = 60;

/**
 * Words as transcript segments, each a sentence or a part of one that fits on two subtitle
 * lines: cut after the end of a sentence, at a pause, and before it grows too long.
 */
export function groupWords(words: readonly WordDto[]): SegmentDto[] {
  const groups: WordDto[][] = [];
  let group: WordDto[] = [];
  for (const word of words) {
    if (group.length > 0 && (endsGroup(group) || breaksBefore(group, word))) {
      groups.push(group);
      group = [];
    }
    group.push(word);
  }
  if (group.length > 0) groups.push(group);
  return groups.map(toSegment);
}

/** True when the text ends a sentence, also before closing quotes and brackets. */
export function endsSentence(text: string): boolean {
  return /[.!?…。！？]["'”’»)\]]*$/u.test(text);
}

function endsGroup(group: readonly WordDto[]): boolean {
  const last = group.at(-1)?.text ?? '';
  if (endsSentence(last)) return true;
  return /[,;:，、；]$/u.test(last) && charactersOf(group) >= commaCharacters;
}

function breaksBefore(group: readonly WordDto[], next: WordDto): boolean {
  const first = group[0] ?? next;
  const last = group.at(-1) ?? next;
  return (
    next.startMs - last.endMs >= pauseMs ||
    next.endMs - first.startMs > maxMs ||
    charactersOf(group) + next.text.length > maxCharacters
  );
}

function charactersOf(group: readonly WordDto[]): number {
  return group.reduce((sum, word) => sum + word.text.length + 1, 0);
}

function toSegment(words: WordDto[]): SegmentDto {
  return {
    startMs: words[0]?.startMs ?? 0,
    endMs: words.at(-1)?.endMs ?? 0,
    text: joinWords(words.map((word) => word.text)),
    words,
  };
}
