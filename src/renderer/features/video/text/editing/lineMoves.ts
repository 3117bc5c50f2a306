import type { SegmentDto } from '../../../../../contract/index.ts';
import type { EditedLine } from './useTranscriptEdits.ts';

/** What can be done with a line and its neighbours; undefined where it cannot. */
export interface LineMoves {
  joinAbove: EditedLine | undefined;
  joinBelow: EditedLine | undefined;
  firstWordUp: EditedLine | undefined;
  lastWordDown: EditedLine | undefined;
}

/** The moves that a line has. Words move only where they have times. */
export function lineMoves(lines: readonly SegmentDto[], position: number): LineMoves {
  const line = lines[position];
  const above = lines[position - 1];
  const below = lines[position + 1];
  const words = line?.words ?? [];
  const [first, second] = words;
  const [beforeLast, last] = words.slice(-2);
  const moves = (from: number, { text }: SegmentDto, atMs?: number): EditedLine => ({
    ...{ position: from, text },
    edit: atMs === undefined ? { type: 'merge' } : { type: 'boundary', atMs },
  });
  const canMove = second !== undefined && first !== undefined;
  return {
    joinAbove: above && moves(position - 1, above),
    joinBelow: line && below && moves(position, line),
    firstWordUp:
      above !== undefined && canMove
        ? moves(position - 1, above, between(first, second))
        : undefined,
    lastWordDown:
      line !== undefined && below !== undefined && beforeLast !== undefined && last !== undefined
        ? moves(position, line, between(beforeLast, last))
        : undefined,
  };
}

type Span = Pick<SegmentDto, 'startMs' | 'endMs'>;

/** A time after the middle of one word and not after that of the next. */
function between(one: Span, next: Span): number {
  return Math.ceil((one.startMs + one.endMs + next.startMs + next.endMs) / 4);
}
