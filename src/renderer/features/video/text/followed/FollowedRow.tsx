import { memo, type ReactNode } from 'react';

interface FollowedRowProps {
  index: number;
  count: number;
  startPixels: number;
  tabbable: boolean;
  measure(element: HTMLLIElement | null): void;
  renderRow(index: number, tabbable: boolean): ReactNode;
}

/** One row in its place; drawn again only when it changes itself. */
export const FollowedRow = memo(function FollowedRow({
  index,
  count,
  startPixels,
  tabbable,
  measure,
  renderRow,
}: FollowedRowProps): React.JSX.Element {
  return (
    <li
      ref={measure}
      data-index={index}
      aria-setsize={count}
      aria-posinset={index + 1}
      className="absolute inset-x-0 top-0"
      style={{ transform: `translateY(${startPixels}px)` }}
    >
      {renderRow(index, tabbable)}
    </li>
  );
});
