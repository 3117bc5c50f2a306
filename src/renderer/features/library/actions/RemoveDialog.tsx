import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { VideoId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatBytes } from '../../../client/formats/format.ts';
import { forgetJobsOf } from '../../../client/jobs/jobs.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import { unselect } from '../libraryView.ts';

const titlesShown = 5;

/** Asks whether to remove the selected videos, and does it one after the other. */
export function RemoveDialog({
  videos,
  open,
  onClose,
}: {
  /** Ids and titles. */
  videos: ReadonlyMap<VideoId, string>;
  open: boolean;
  onClose(): void;
}): React.JSX.Element {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const [work, setWork] = useState<{ done: number; of: number }>();
  const count = work?.of ?? videos.size;
  const what = count === 1 ? 'video' : commonMessages.videos(count);

  const remove = async (): Promise<void> => {
    const videoIds = [...videos.keys()];
    let done = 0;
    let freedBytes = 0;
    try {
      for (const videoId of videoIds) {
        setWork({ done, of: videoIds.length });
        freedBytes += (await client.videos.remove({ videoId })).freedBytes;
        forgetJobsOf(videoId);
        unselect(videoId);
        done += 1;
      }
      toast(
        done === 1
          ? libraryMessages.removeDialog.removedOne
          : libraryMessages.removeDialog.removedMany(done),
        {
          description: libraryMessages.removeDialog.freed(formatBytes(freedBytes)),
          good: true,
        },
      );
    } catch (error) {
      const left = videoIds.length - done;
      toastError(
        error,
        done === 0
          ? libraryMessages.removeDialog.notRemoved
          : libraryMessages.removeDialog.partly(done, left),
      );
    }
    onClose();
    setWork(undefined);
    await queryClient.invalidateQueries({ queryKey: procedures.videos.key() });
    await queryClient.invalidateQueries({ queryKey: procedures.library.key() });
  };

  return (
    <Dialog
      open={open}
      onClose={() => work === undefined && onClose()}
      title={libraryMessages.removeDialog.title(
        count === 1 ? libraryMessages.removeDialog.thisVideo : what,
      )}
      description={libraryMessages.removeDialog.explanation}
      actions={
        <>
          <Button onClick={onClose} disabled={work !== undefined}>
            {commonMessages.keep}
          </Button>
          <Button kind="danger" onClick={() => void remove()} disabled={work !== undefined}>
            {libraryMessages.removeDialog.remove(what)}
          </Button>
        </>
      }
    >
      {work === undefined ? (
        <Titles videos={videos} />
      ) : (
        <ProgressBar label={libraryMessages.removeDialog.removing} fraction={work.done / work.of} />
      )}
    </Dialog>
  );
}

function Titles({ videos }: { videos: ReadonlyMap<VideoId, string> }): React.JSX.Element {
  const left = videos.size - titlesShown;
  return (
    <ul className="flex flex-col gap-1 font-medium text-ink">
      {[...videos].slice(0, titlesShown).map(([id, title]) => (
        <li key={id} dir="auto" className="truncate">
          {title}
        </li>
      ))}
      {left > 0 && <li className="font-normal text-ink-3">{commonMessages.more(left)}</li>}
    </ul>
  );
}
