import { useRef } from 'react';
import { libraryMessages } from '../../../messages/library/library.ts';
import { useLibraryView } from '../libraryView.ts';
import type { ListChoice } from '../query/libraryQuery.ts';
import { type ListKeys, useVideoList } from './pages/useVideoList.ts';
import { useElementSize } from './useElementSize.ts';
import { CardSkeleton, cardTextHeight, VideoCard } from './VideoCard.tsx';

const gap = 16;
const rowGap = 20;
const padding = 20;
const minCardWidth = 160;

/** Videos as posters, side by side. */
export function VideoGrid({
  choice,
  total,
  keys,
}: {
  choice: ListChoice;
  total: number;
  keys: ListKeys;
}): React.JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(scroller);
  const inner = Math.max(minCardWidth, width - 2 * padding);
  const columns = Math.max(1, Math.floor((inner + gap) / (minCardWidth + gap)));
  const cardWidth = (inner - (columns - 1) * gap) / columns;
  const rowHeight = Math.round((cardWidth * 16) / 9) + cardTextHeight + rowGap;
  const list = useVideoList({
    scroller,
    choice,
    total,
    columns,
    rowHeight,
    paddingTop: padding,
    paddingBottom: padding,
    ready: width > 0,
    keys,
  });
  const selected = useLibraryView((view) => view.selected);

  const cells = (row: number): React.JSX.Element[] =>
    Array.from({ length: Math.min(columns, total - row * columns) }, (_, column) => {
      const index = row * columns + column;
      const video = list.videoAt(index);
      return (
        // biome-ignore lint/a11y/useSemanticElements: a virtual grid has no table rows
        <div
          // The place, not the video: it keeps the focus when its video comes.
          key={index}
          role="gridcell"
          aria-colindex={column + 1}
          aria-selected={video !== undefined && selected.has(video.id)}
          data-index={index}
          tabIndex={index === list.active ? 0 : -1}
          onFocus={() => list.onFocus(index)}
          className="min-w-0 rounded-panel focus-visible:rounded-panel focus-visible:outline-offset-4"
        >
          {video === undefined ? (
            <CardSkeleton />
          ) : (
            <VideoCard key={video.id} video={video} onMark={(range) => list.onMark(index, range)} />
          )}
        </div>
      );
    });

  return (
    <div ref={scroller} className="h-full overflow-y-auto">
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid has no table rows */}
      <div
        role="grid"
        aria-label={libraryMessages.videoTable.videos}
        aria-multiselectable="true"
        aria-rowcount={Math.ceil(total / columns)}
        aria-colcount={columns}
        onKeyDown={list.onKeyDown}
        className="relative"
        style={{ height: list.virtualizer.getTotalSize() }}
      >
        {width > 0 &&
          list.virtualizer.getVirtualItems().map(({ key, index, start }) => (
            // biome-ignore lint/a11y/useSemanticElements: a virtual grid has no table rows
            // biome-ignore lint/a11y/useFocusableInteractive: its cells are
            <div
              key={key}
              role="row"
              aria-rowindex={index + 1}
              className="absolute inset-x-0 grid"
              style={{
                top: start,
                height: rowHeight - rowGap,
                paddingInline: padding,
                columnGap: gap,
                gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              }}
            >
              {cells(index)}
            </div>
          ))}
      </div>
    </div>
  );
}
