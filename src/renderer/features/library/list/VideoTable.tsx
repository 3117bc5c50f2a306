import { useRef } from 'react';
import { libraryMessages } from '../../../messages/library/library.ts';
import { useLibraryView } from '../libraryView.ts';
import type { LibraryQuery, ListChoice } from '../query/libraryQuery.ts';
import { type ListKeys, useVideoList } from './pages/useVideoList.ts';
import { TableHeader } from './TableHeader.tsx';
import { factColumns, tableTracks } from './tableColumns.ts';
import { RowSkeleton, VideoRow } from './VideoRow.tsx';

const headerHeight = 32;
const rowHeight = 52;

/** Videos as rows, with what is known of each side by side. */
export function VideoTable({
  query,
  onChange,
  choice,
  total,
  keys,
}: {
  query: LibraryQuery;
  onChange(change: Partial<LibraryQuery>): void;
  choice: ListChoice;
  total: number;
  keys: ListKeys;
}): React.JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVideoList({
    scroller,
    choice,
    total,
    columns: 1,
    rowHeight,
    paddingTop: headerHeight,
    paddingBottom: 12,
    ready: true,
    keys,
  });
  const selected = useLibraryView((view) => view.selected);
  return (
    <div ref={scroller} className="h-full overflow-auto">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows are moved through and selected
        role="grid"
        aria-label={libraryMessages.videoTable.videos}
        aria-multiselectable="true"
        aria-rowcount={total + 1}
        aria-colcount={factColumns.length + 3}
        onKeyDown={list.onKeyDown}
        className="relative block min-w-[1060px]"
        style={{ height: list.virtualizer.getTotalSize() }}
      >
        <thead className="contents">
          <TableHeader query={query} onChange={onChange} />
        </thead>
        <tbody className="contents">
          {list.virtualizer.getVirtualItems().map(({ index, start }) => {
            const video = list.videoAt(index);
            const isSelected = video !== undefined && selected.has(video.id);
            return (
              <tr
                // The place, not the video: it keeps the focus when its video comes.
                key={index}
                aria-rowindex={index + 2}
                aria-selected={isSelected}
                data-index={index}
                tabIndex={index === list.active ? 0 : -1}
                onFocus={() => list.onFocus(index)}
                className="absolute inset-x-0 grid items-center gap-x-3 border-b border-line px-5 hover:bg-hover focus-visible:-outline-offset-2 aria-selected:bg-accent-soft"
                style={{ top: start, height: rowHeight, gridTemplateColumns: tableTracks }}
              >
                {video === undefined ? (
                  <RowSkeleton />
                ) : (
                  <VideoRow
                    key={video.id}
                    video={video}
                    selected={isSelected}
                    onMark={(range) => list.onMark(index, range)}
                  />
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
