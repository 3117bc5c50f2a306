import type { SegmentDto } from '../../../contract/index.ts';

/** True when both have the same lines and words at the same times. */
export function isSameSegments(one: readonly SegmentDto[], other: readonly SegmentDto[]): boolean {
  const plain = (segments: readonly SegmentDto[]): string =>
    JSON.stringify(
      segments.map(({ startMs, endMs, text, words }) => [
        ...[startMs, endMs, text],
        words.map((word) => [word.startMs, word.endMs, word.text]),
      ]),
    );
  return one.length === other.length && plain(one) === plain(other);
}
