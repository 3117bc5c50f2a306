import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { VideoId } from '../../../../shared/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatBytes } from '../../../client/format.ts';
import { Button } from '../../../primitives/Button.tsx';
import { Dialog } from '../../../primitives/Dialog.tsx';
import { ProgressBar } from '../../../primitives/ProgressBar.tsx';
import { toast, toastError } from '../../../primitives/Toasts.tsx';
import { selectOnly } from '../libraryView.ts';

/** Asks whether to remove the selected videos, and does it one after the other. */
export function RemoveDialog({
  videoIds,
  open,
  onClose,
}: {
  videoIds: readonly VideoId[];
  open: boolean;
  onClose(): void;
}): React.JSX.Element {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const [done, setDone] = useState<number>();
  const count = videoIds.length;
  const what = count === 1 ? 'video' : `${count.toLocaleString('en')} videos`;

  const remove = async (): Promise<void> => {
    const left = new Set(videoIds);
    let freedBytes = 0;
    setDone(0);
    try {
      for (const videoId of videoIds) {
        freedBytes += (await client.videos.remove({ videoId })).freedBytes;
        left.delete(videoId);
        setDone(count - left.size);
      }
      toast(`${count === 1 ? 'Video' : what} removed`, {
        description: `${formatBytes(freedBytes)} freed`,
        good: true,
      });
    } catch (error) {
      toastError(error, `${left.size} of ${count} not removed`);
    }
    setDone(undefined);
    selectOnly(left);
    onClose();
    await queryClient.invalidateQueries({ queryKey: procedures.videos.key() });
    await queryClient.invalidateQueries({ queryKey: procedures.library.key() });
  };

  return (
    <Dialog
      open={open}
      onClose={() => done === undefined && onClose()}
      title={`Remove ${count === 1 ? 'this video' : what}?`}
      description="The transcript, frames, counts and the library’s copy of the file are deleted. An original that was left in its own folder stays there. This cannot be undone."
      actions={
        <>
          <Button onClick={onClose} disabled={done !== undefined}>
            Keep
          </Button>
          <Button kind="danger" onClick={() => void remove()} disabled={done !== undefined}>
            Remove {what}
          </Button>
        </>
      }
    >
      {done !== undefined && count > 1 && (
        <ProgressBar label="Removing videos" fraction={done / count} />
      )}
    </Dialog>
  );
}
