import { Skeleton } from '../../ui/StateViews.tsx';

const rows = ['w-5/6', 'w-3/5', 'w-11/12', 'w-2/3', 'w-4/5'];

/** A panel before its video is read: a row of tools, then lines with their times. */
export function PanelSkeleton(): React.JSX.Element {
  return (
    <div aria-busy="true" className="flex flex-col gap-4 px-4 py-2">
      <Skeleton className="h-7" />
      {rows.map((width) => (
        <div key={width} className="grid grid-cols-[52px_minmax(0,1fr)] gap-2">
          <Skeleton className="h-4" />
          <Skeleton className={`h-4 ${width}`} />
        </div>
      ))}
    </div>
  );
}
