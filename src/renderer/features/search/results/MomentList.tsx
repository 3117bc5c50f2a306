import type { ReactNode, Ref } from 'react';
import type { SearchHit, VideoId } from '../../../../contract/index.ts';
import { searchMessages } from '../../../messages/library/search.ts';
import { Button } from '../../../ui/Button.tsx';
import { hitKey } from './hitLabels.ts';
import { MomentRow } from './MomentRow.tsx';

interface MomentListProps {
  ref: Ref<HTMLUListElement>;
  hits: readonly SearchHit[];
  currentKey: string | undefined;
  /** True while newer moments are on their way. */
  stale: boolean;
  /** Videos that were new to the saved search that is shown. */
  newVideoIds: ReadonlySet<VideoId>;
  onSelect(hit: SearchHit): void;
  onPlay(hit: SearchHit): void;
  /** Undefined when there are no more. */
  onMore: (() => void) | undefined;
  /** What stands after the last moment. */
  children?: ReactNode;
}

/** The moments found, best first. At most 200, and those out of sight are not drawn. */
export function MomentList({
  ref,
  hits,
  currentKey,
  stale,
  newVideoIds,
  onSelect,
  onPlay,
  onMore,
  children,
}: MomentListProps): React.JSX.Element {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-2 pt-1.5 pb-3">
      <ul
        ref={ref}
        aria-label={searchMessages.momentList.label}
        aria-busy={stale}
        className={`transition-opacity duration-150 ${stale ? 'opacity-85' : ''}`}
      >
        {hits.map((hit) => {
          const key = hitKey(hit);
          return (
            <MomentRow
              key={key}
              hit={hit}
              current={key === currentKey}
              isNew={newVideoIds.has(hit.videoId)}
              onSelect={onSelect}
              onPlay={onPlay}
            />
          );
        })}
      </ul>
      {onMore !== undefined && (
        <div className="flex justify-center py-3">
          <Button disabled={stale} onClick={onMore}>
            {searchMessages.momentList.showMore}
          </Button>
        </div>
      )}
      {children}
    </div>
  );
}
