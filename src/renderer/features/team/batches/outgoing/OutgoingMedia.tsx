import { useQuery } from '@tanstack/react-query';
import { AudioLines, Film } from 'lucide-react';
import { type MediaReference, mediaIn } from '../../../../../contract/index.ts';
import { useApi } from '../../../../client/api.ts';
import { frameUrl, mediaUrl } from '../../../../client/files/mediaUrl.ts';
import { formatClock } from '../../../../client/formats/format.ts';
import { teamBatchesMessages } from '../../../../messages/team/teamBatches.ts';

/** More of one request are counted, not shown. */
const maxShown = 8;

/** The pictures and the sound that a request sends; nothing when it sends none. */
export function OutgoingMedia({
  body,
}: {
  body: Record<string, unknown>;
}): React.JSX.Element | null {
  // The same picture twice is shown once.
  const media = [...new Map(mediaIn(body).map((each) => [JSON.stringify(each), each]))];
  if (media.length === 0) return null;
  const others = media.length - maxShown;
  return (
    <ul
      aria-label={teamBatchesMessages.outgoingMedia.label}
      className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2"
    >
      {media.slice(0, maxShown).map(([key, reference]) => (
        <li key={key} className="min-w-0">
          <OneMedium reference={reference} />
        </li>
      ))}
      {others > 0 && (
        <li className="text-small text-ink-2">{teamBatchesMessages.outgoingMedia.more(others)}</li>
      )}
    </ul>
  );
}

function OneMedium({ reference }: { reference: MediaReference }): React.JSX.Element {
  const { procedures } = useApi();
  const { videoId } = reference;
  const { data, error } = useQuery(procedures.videos.get.queryOptions({ input: { videoId } }));
  if (error !== null)
    return <p className="text-small text-bad">{teamBatchesMessages.outgoingMedia.missing}</p>;
  const title = data?.title ?? '…';
  const length =
    data === undefined
      ? ''
      : teamBatchesMessages.outgoingMedia.length(formatClock(data.durationMs));
  switch (reference.what) {
    case 'keyframe':
      return (
        <Picture source={frameUrl(videoId, reference.atMs)}>
          {teamBatchesMessages.outgoingMedia.frame(formatClock(reference.atMs), title)}
        </Picture>
      );
    case 'poster':
      return (
        <Picture source={mediaUrl(videoId, 'poster')}>
          {teamBatchesMessages.outgoingMedia.poster(title)}
        </Picture>
      );
    case 'video':
      return (
        <p className="flex items-center gap-1.5 text-small text-ink">
          <Film size={14} className="shrink-0 text-ink-3" />
          <span className="truncate">{teamBatchesMessages.outgoingMedia.video(title, length)}</span>
        </p>
      );
    case 'sound':
      return (
        <p className="flex items-center gap-1.5 text-small text-ink">
          <AudioLines size={14} className="shrink-0 text-ink-3" />
          <span className="truncate">{teamBatchesMessages.outgoingMedia.audio(title, length)}</span>
        </p>
      );
    default:
      return reference satisfies never;
  }
}

function Picture({
  source,
  children,
}: {
  source: string;
  children: React.ReactNode;
}): React.JSX.Element {
  return (
    <div className="w-24">
      <img src={source} alt="" className="h-16 w-24 rounded-control bg-hover object-contain" />
      <p className="truncate text-small text-ink-2">{children}</p>
    </div>
  );
}
