import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { SegmentDto } from '../../../../../contract/index.ts';

/** The lines that have a text, and where each is among all. */
export function linesWith(
  transcript: readonly SegmentDto[],
  wanted: string,
): { segments: readonly SegmentDto[]; positions: readonly number[] } {
  const lower = wanted.toLowerCase();
  const positions = [...transcript.keys()].filter((position) =>
    transcript[position]?.text.toLowerCase().includes(lower),
  );
  const segments = positions.flatMap((position) => transcript[position] ?? []);
  return { segments, positions };
}

interface EditedLine {
  /** Around the list. */
  list: RefObject<HTMLDivElement | null>;
  /** Among all lines; undefined while none is edited. */
  editing: number | undefined;
  edit(position: number): void;
  /** The keyboard goes to a line. */
  endEdit(position: number): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** Which line is edited. F2 edits the one that has the keyboard. */
export function useEditedLine(positions: readonly number[]): EditedLine {
  const list = useRef<HTMLDivElement>(null);
  /** The row that gets the keyboard once it is drawn as a line again. */
  const focused = useRef<number>(undefined);
  const [editing, setEditing] = useState<number>();
  const endEdit = useCallback(
    (position: number): void => {
      setEditing(undefined);
      focused.current = Math.max(0, positions.indexOf(position));
    },
    [positions],
  );
  useLayoutEffect(() => {
    const row = focused.current;
    focused.current = undefined;
    if (row === undefined) return;
    // Within the list: what is around it may have an index too.
    const selector = `:scope [data-index="${row}"] [data-stop]`;
    list.current?.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'F2' || !(event.target instanceof Element)) return;
    const row = event.target.closest('[data-index]')?.getAttribute('data-index');
    const position = row === undefined || row === null ? undefined : positions[Number(row)];
    if (position === undefined) return;
    event.preventDefault();
    setEditing(position);
  };
  return { list, editing, edit: setEditing, endEdit, onKeyDown };
}
