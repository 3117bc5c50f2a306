import { useCallback } from 'react';
import type { PictureDescription, VideoDetail, VideoId } from '../../../../contract/index.ts';
import { frameUrl } from '../../../client/files/mediaUrl.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { lastBegun } from '../playback/spanAt.ts';
import { FollowedList } from './followed/FollowedList.tsx';
import { markShown } from './followed/markShown.ts';
import { rowClock } from './followed/rowClock.ts';

/** What models say of the keyframes, each with its picture; a click goes there. */
export function PicturesPanel({
  video: { id, pictures },
}: {
  video: VideoDetail;
}): React.JSX.Element {
  const rowAt = useCallback((timeMs: number) => lastBegun(pictures, timeMs), [pictures]);
  const mark = useCallback(
    (list: HTMLElement, timeMs: number) => markShown(list, pictures, timeMs),
    [pictures],
  );
  const renderRow = useCallback(
    (index: number, tabbable: boolean) => {
      const picture = pictures[index];
      return picture && <DescribedPicture videoId={id} picture={picture} tabbable={tabbable} />;
    },
    [id, pictures],
  );
  return (
    <div className="flex h-full flex-col pt-2">
      <FollowedList
        label={videoMessages.picturesPanel.label}
        count={pictures.length}
        estimatedRowPixels={84}
        rowAt={rowAt}
        mark={mark}
        renderRow={renderRow}
      />
    </div>
  );
}

function DescribedPicture({
  videoId,
  picture: { atMs, text, model },
  tabbable,
}: {
  videoId: VideoId;
  picture: PictureDescription;
  tabbable: boolean;
}): React.JSX.Element {
  return (
    <button
      type="button"
      data-stop=""
      data-seek={atMs}
      tabIndex={tabbable ? 0 : -1}
      className="grid w-full grid-cols-[72px_minmax(0,1fr)] items-start gap-3 rounded-control px-1 py-1.5 text-start in-data-shown:bg-hover hover:bg-hover"
    >
      <span className="block h-16 overflow-hidden rounded-[4px] bg-stage">
        <img
          src={frameUrl(videoId, atMs)}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          className="size-full object-cover"
        />
      </span>
      <span className="min-w-0">
        <span className="text-small text-ink-3">
          {videoMessages.picturesPanel.by(rowClock(atMs))}{' '}
          <bdi className="[overflow-wrap:anywhere]">{model}</bdi>
        </span>
        <span dir="auto" className="block text-body text-ink [overflow-wrap:anywhere]">
          {text}
        </span>
      </span>
    </button>
  );
}
