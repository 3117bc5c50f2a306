import { memo } from 'react';
import type { SearchHit } from '../../../../contract/index.ts';
import { searchMessages } from '../../../messages/library/search.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { MomentThumbnail } from '../../player/MomentThumbnail.tsx';
import { formatSpan, kindNames, matchName } from './hitLabels.ts';
import { MarkedText } from './MarkedText.tsx';

interface MomentRowProps {
  hit: SearchHit;
  /** The moment in the pane; of all rows it alone is reached by Tab. */
  current: boolean;
  /** It came since the saved search that is shown was last looked at. */
  isNew: boolean;
  onSelect(hit: SearchHit): void;
  onPlay(hit: SearchHit): void;
}

/** One moment of the list: its picture, what is said or shown, and where. */
export const MomentRow = memo(function MomentRow({
  hit,
  current,
  isNew,
  onSelect,
  onPlay,
}: MomentRowProps): React.JSX.Element {
  return (
    <li className="[contain-intrinsic-size:auto_92px] [content-visibility:auto]">
      <button
        type="button"
        data-moment
        aria-current={current}
        tabIndex={current ? 0 : -1}
        onFocus={() => onSelect(hit)}
        onClick={() => onPlay(hit)}
        className="flex h-[92px] w-full items-center gap-3 rounded-panel px-2 text-left hover:bg-hover focus-visible:-outline-offset-2 aria-[current=true]:bg-accent-soft"
      >
        <MomentThumbnail
          videoId={hit.videoId}
          atMs={hit.startMs}
          hasFile={hit.hasFile}
          className="h-20 w-12"
        />
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="flex items-center gap-2 text-small text-ink-2">
            <span className="font-medium text-ink">{formatSpan(hit)}</span>
            <Badge>{kindNames[hit.kind]}</Badge>
            {isNew && <Badge tone="accent">{searchMessages.savedSearches.newVideo}</Badge>}
            <span className="truncate">
              <span className="sr-only">{searchMessages.momentRow.foundBy} </span>
              {matchName(hit.matched)}
            </span>
          </span>
          <span className="line-clamp-2 text-body text-ink">
            <MarkedText text={hit.snippet} ranges={hit.highlights} />
          </span>
          <span className="truncate text-small text-ink-2">
            <span className="sr-only">{searchMessages.momentRow.in} </span>
            <bdi>{hit.title}</bdi>
            {hit.channel !== undefined && (
              <>
                {' · '}
                <bdi>{hit.channel}</bdi>
              </>
            )}
          </span>
        </span>
      </button>
    </li>
  );
});
