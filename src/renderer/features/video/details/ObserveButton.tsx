import { ORPCError } from '@orpc/client';
import { useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { VideoDetail } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { useIsOffline } from '../../../client/jobs/jobs.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { Button } from '../../../ui/Button.tsx';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';

/** Reads the public counts of one video again; offline it says why it cannot. */
export function ObserveButton({ video }: { video: VideoDetail }): React.JSX.Element {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const offline = useIsOffline();
  const [busy, setBusy] = useState(false);
  const observe = async (): Promise<void> => {
    setBusy(true);
    try {
      for await (const { status, error } of await client.videos.observe({ videoIds: [video.id] })) {
        if (error !== undefined) {
          const { code, message, hint } = error;
          toastError(
            new ORPCError(code, { message, data: { hint } }),
            videoMessages.observeButton.notUpdated,
          );
        } else if (status === 'observed')
          toast(videoMessages.observeButton.updated, { good: true });
      }
      await queryClient.invalidateQueries({ queryKey: procedures.videos.key() });
      await queryClient.invalidateQueries({ queryKey: procedures.memory.key() });
    } catch (error) {
      toastError(error, videoMessages.observeButton.notUpdated);
    } finally {
      setBusy(false);
    }
  };
  if (offline) {
    return <span className="text-small text-ink-3">{videoMessages.observeButton.offline}</span>;
  }
  return (
    <Button
      size="small"
      icon={<RefreshCw size={12} />}
      disabled={busy}
      onClick={() => void observe()}
    >
      {busy ? videoMessages.observeButton.updating : videoMessages.observeButton.update}
    </Button>
  );
}
