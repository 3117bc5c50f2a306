import type { VideoDetail } from '../../../../contract/index.ts';
import { formatCount } from '../../../client/formats/format.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { Part } from './Part.tsx';

/** What people wrote below the video, most liked first. */
export function Comments({
  comments: { total, top },
}: {
  comments: VideoDetail['comments'];
}): React.JSX.Element {
  return (
    <Part title={videoMessages.comments.title(total)}>
      <ul className="flex flex-col gap-1.5">
        {top.map(({ text, author, likes }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: comments have no name but their place
          <li key={index} className="grid grid-cols-[44px_minmax(0,1fr)] items-baseline gap-2">
            <span
              className="text-right text-small text-ink-3"
              {...(likes === undefined ? {} : { title: videoMessages.comments.likes(likes) })}
            >
              {likes !== undefined && formatCount(likes)}
            </span>
            <span
              dir="auto"
              {...(author === undefined ? {} : { title: author })}
              className="whitespace-pre-wrap text-ink [overflow-wrap:anywhere] select-text"
            >
              {text}
            </span>
          </li>
        ))}
      </ul>
      {top.length < total && (
        <p className="mt-2 text-small text-ink-3">
          {videoMessages.comments.shown(top.length, total)}
        </p>
      )}
    </Part>
  );
}
