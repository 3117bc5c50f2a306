import { markedParts } from './markedParts.ts';

/** A text with what matches the query's words marked. */
export function MarkedText({
  text,
  ranges,
}: {
  text: string;
  ranges: readonly (readonly [number, number])[];
}): React.JSX.Element {
  return (
    <bdi className="[overflow-wrap:anywhere]">
      {markedParts(text, ranges).map(({ text: part, marked, start }) =>
        marked ? <mark key={start}>{part}</mark> : part,
      )}
    </bdi>
  );
}
