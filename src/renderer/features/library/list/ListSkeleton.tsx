import { Skeleton } from '../../../ui/StateViews.tsx';
import type { LibraryView } from '../query/libraryQuery.ts';
import { CardSkeleton } from './VideoCard.tsx';

const places = Array.from({ length: 12 }, (_, place) => place);

/** Holds the place of the list until the library has answered. */
export function ListSkeleton({ view }: { view: LibraryView }): React.JSX.Element {
  if (view === 'table') {
    return (
      <div aria-busy="true" className="flex flex-col gap-2 overflow-hidden px-5 pt-9">
        {places.map((place) => (
          <Skeleton key={place} className="h-11 shrink-0" />
        ))}
      </div>
    );
  }
  return (
    <div
      aria-busy="true"
      className="grid h-full grid-cols-[repeat(auto-fill,minmax(152px,1fr))] gap-x-4 gap-y-5 overflow-hidden p-5"
    >
      {places.map((place) => (
        <div key={place} className="h-[371px]">
          <CardSkeleton />
        </div>
      ))}
    </div>
  );
}
