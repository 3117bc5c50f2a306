import { searchMessages } from '../../../messages/library/search.ts';
import { Skeleton } from '../../../ui/StateViews.tsx';

const rows = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Holds the place of the first results. */
export function ResultsSkeleton(): React.JSX.Element {
  return (
    <div
      role="status"
      aria-label={searchMessages.resultsSkeleton.searching}
      className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_clamp(300px,32vw,520px)] overflow-hidden"
    >
      <div className="px-2 pt-1.5">
        {rows.map((row) => (
          <div key={row} className="flex h-[92px] items-center gap-3 px-2">
            <Skeleton className="h-20 w-12 shrink-0" />
            <div className="flex flex-1 flex-col gap-2">
              <Skeleton className="h-3 w-40" />
              <Skeleton className="h-3 w-full" />
              <Skeleton className="h-3 w-1/2" />
            </div>
          </div>
        ))}
      </div>
      <div className="border-l border-line bg-panel" />
    </div>
  );
}
