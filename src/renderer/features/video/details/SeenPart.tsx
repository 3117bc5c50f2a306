import { Eye } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { SeenThing, VideoDetail } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { seeingMessages as words } from '../../../messages/video/seeing.ts';
import { Button } from '../../../ui/Button.tsx';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';
import { formatPercent } from '../../measures/formatMeasure.ts';
import { usePlayback } from '../playback/usePlayback.ts';
import { LookFacts } from './LookFacts.tsx';
import { Part } from './Part.tsx';

/** What a model saw in the pictures and when, and what was measured on them. */
export function SeenPart({ video }: { video: VideoDetail }): React.JSX.Element | null {
  const { look, seen } = video;
  if (!video.hasFile || video.width === 0) return null;
  const isSeen = look?.isSeen === true;
  return (
    <Part title={words.title} action={<LookButton video={video} isAgain={isSeen} />}>
      {seen.length > 0 ? (
        <Things seen={seen} />
      ) : (
        <p className="text-ink-2">
          {isSeen ? words.none : words.nobodyLooked}{' '}
          {!isSeen && (
            <Link href="/models" className="text-accent-ink underline">
              {words.models}
            </Link>
          )}
        </p>
      )}
      {look !== undefined && <LookFacts look={look} />}
    </Part>
  );
}

function LookButton({
  video,
  isAgain,
}: {
  video: VideoDetail;
  isAgain: boolean;
}): React.JSX.Element {
  const { client } = useApi();
  const [busy, setBusy] = useState(false);
  const look = async (): Promise<void> => {
    setBusy(true);
    try {
      await client.seeing.look({ videoId: video.id });
      toast(words.looking, { good: true });
    } catch (error) {
      toastError(error, words.notLooked);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" icon={<Eye size={12} />} disabled={busy} onClick={() => void look()}>
      {isAgain ? words.lookAgain : words.look}
    </Button>
  );
}

/** Each kind once, with the times at which it is seen. */
function Things({ seen }: { seen: readonly SeenThing[] }): React.JSX.Element {
  const playback = usePlayback();
  const byKind = Map.groupBy(seen, ({ kind }) => kind);
  return (
    <ul aria-label={words.things} className="flex flex-col gap-1">
      {[...byKind].map(([kind, things]) => (
        <li key={kind} className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-ink">{kind}</span>
          {things.map(({ startMs, endMs, confidence, atMs }) => {
            const [from, to] = [formatClock(startMs, true), formatClock(endMs, true)];
            return (
              <button
                key={startMs}
                type="button"
                data-seek={atMs}
                aria-label={words.goTo(kind, from, to)}
                title={words.sure(formatPercent(confidence), formatClock(atMs, true))}
                onClick={() => playback.seek(atMs)}
                className="rounded-control text-small text-accent-ink tabular-nums hover:underline"
              >
                {from}
              </button>
            );
          })}
        </li>
      ))}
    </ul>
  );
}
