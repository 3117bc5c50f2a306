import { useQuery } from '@tanstack/react-query';
import { FileX2 } from 'lucide-react';
import type { VideoId } from '../../../../contract/index.ts';
import { mediaUrl } from '../../../client/files/mediaUrl.ts';
import { commonMessages } from '../../../messages/common.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { Button } from '../../../ui/Button.tsx';
import { usePlayback } from '../playback/usePlayback.ts';

/** Why nothing plays: browsers say no more of it than that it failed. */
type Cause = 'missing' | 'not-playable' | 'not-ready' | 'no-host';

const words: Record<Cause, { title: string; advice: string }> = {
  missing: {
    title: videoMessages.playerFault.missing,
    advice: videoMessages.playerFault.missingAdvice,
  },
  'not-playable': {
    title: videoMessages.playerFault.unplayable,
    advice: videoMessages.playerFault.unplayableAdvice,
  },
  'not-ready': {
    title: videoMessages.playerFault.notReady,
    advice: videoMessages.playerFault.notReadyAdvice,
  },
  'no-host': {
    title: videoMessages.playerFault.disconnected,
    advice: videoMessages.playerFault.disconnectedAdvice,
  },
};

/** Stands in for the picture when the file does not play. */
export function PlayerFault({
  videoId,
  complete,
}: {
  videoId: VideoId;
  complete: boolean;
}): React.JSX.Element | null {
  const playback = usePlayback();
  const { data: cause, refetch } = useQuery({
    queryKey: ['media-fault', videoId, complete],
    queryFn: ({ signal }) => causeOf(videoId, { complete, signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const { title, advice } = words[cause ?? 'not-playable'];
  return (
    <div
      role="alert"
      className="absolute inset-0 flex flex-col items-center justify-center gap-2 overflow-y-auto bg-stage p-6 text-center text-on-stage"
    >
      {cause !== undefined && (
        <>
          <FileX2 size={24} aria-hidden="true" className="opacity-70" />
          <h2 className="text-lead font-semibold">{title}</h2>
          <p className="max-w-[44ch] opacity-80">{advice}</p>
          <Button
            className="mt-3"
            onClick={() => {
              playback.reload();
              void refetch();
            }}
          >
            {commonMessages.tryAgain}
          </Button>
        </>
      )}
    </div>
  );
}

async function causeOf(
  videoId: VideoId,
  { complete, signal }: { complete: boolean; signal: AbortSignal },
): Promise<Cause> {
  try {
    const { ok } = await fetch(mediaUrl(videoId, 'original'), { method: 'HEAD', signal });
    if (!complete) return 'not-ready';
    return ok ? 'not-playable' : 'missing';
  } catch (error) {
    if (signal.aborted) throw error;
    return 'no-host';
  }
}
