import type { SegmentDto } from '../../../contract/index.ts';

/** True when both have the same lines and words at the same times. */
export function isSameSegments(
  some: readonly SegmentDto[],
  others: readonly SegmentDto[],
): boolean {
  const isSame = (one: SegmentDto, index: number): boolean => {
    const other = others[index];
    return other !== undefined && (one === other || plain(one) === plain(other));
  };
  return some.length === others.length && some.every(isSame);
}

function plain({ startMs, endMs, text, words }: SegmentDto): string {
  return JSON.stringify([
    ...[startMs, endMs, text],
    words.map((word) => [word.startMs, word.endMs, word.text]),
  ]);
}
