import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { VideoDetail } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatBytes } from '../../client/formats/format.ts';
import { commonMessages } from '../../messages/common.ts';
import { videoMessages } from '../../messages/video/video.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/overlays/Dialog.tsx';
import { toast } from '../../ui/overlays/Toasts.tsx';
import { ErrorLine } from '../../ui/StateViews.tsx';

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
        toast(videoMessages.removeDialog.removed(formatBytes(freedBytes)));
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
      title={videoMessages.removeDialog.title}
      description={
        video.storage === 'reference'
          ? videoMessages.removeDialog.keepsOriginal
          : videoMessages.removeDialog.deletesFile
      }
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.keep}</Button>
          <Button kind="danger" disabled={isPending} onClick={() => mutate({ videoId: video.id })}>
            {commonMessages.remove}
          </Button>
        </>
      }
    >
      {error !== null && <ErrorLine error={error} />}
    </Dialog>
  );
}
