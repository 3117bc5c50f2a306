import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { VideoDetail } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatBytes } from '../../client/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorLine } from '../../ui/StateViews.tsx';
import { toast } from '../../ui/Toasts.tsx';

/** Asks before a video is removed; then shows the library. */
export function RemoveDialog({
  video,
  open,
  onClose,
}: {
  video: VideoDetail;
  open: boolean;
  onClose(): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  const { mutate, isPending, error } = useMutation(
    procedures.videos.remove.mutationOptions({
      onSuccess: ({ freedBytes }) => {
        toast(`Removed. ${formatBytes(freedBytes)} freed.`);
        navigate('/library');
        queryClient.removeQueries({
          queryKey: procedures.videos.get.queryKey({ input: { videoId: video.id } }),
        });
        void queryClient.invalidateQueries({ queryKey: procedures.videos.key() });
        for (const part of ['library', 'drafts', 'jobs'] as const) {
          void queryClient.invalidateQueries({ queryKey: procedures[part].key() });
        }
      },
    }),
  );
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Remove this video?"
      description={
        video.storage === 'reference'
          ? 'Its transcript and pictures are removed. The original stays where it is.'
          : 'Its file, transcript and pictures are removed from the library, and drafts that rest on it alone.'
      }
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="danger" disabled={isPending} onClick={() => mutate({ videoId: video.id })}>
            Remove
          </Button>
        </>
      }
    >
      {error !== null && <ErrorLine error={error} />}
    </Dialog>
  );
}
