import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type {
  TranscriptChangeId,
  TranscriptEdit,
  VideoDetail,
  VideoId,
} from '../../../../../contract/index.ts';
import { useApi } from '../../../../client/api.ts';
import { commonMessages } from '../../../../messages/common.ts';
import { transcriptMessages } from '../../../../messages/video/transcripts.ts';
import { toast, toastError } from '../../../../ui/overlays/Toasts.tsx';
import { rememberChange } from '../../../review/lastChanges.ts';
import { useTranscriptsChanged } from '../useTranscriptsChanged.ts';

/** A line as whoever edits it sees it. */
export interface EditedLine {
  position: number;
  text: string;
  edit: TranscriptEdit;
}

interface TranscriptEdits {
  /** Rejects when it was not kept. */
  edit(line: EditedLine): Promise<VideoDetail>;
  /** Takes all edits back. */
  revert(): Promise<void>;
  resolve(conflictId: string, take: 'edited' | 'heard'): Promise<void>;
}

/** Edits the transcript of a video; each edit can be undone, in its toast and by the key for that. */
export function useTranscriptEdits(videoId: VideoId): TranscriptEdits {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const offerUndo = useUndoOffer();
  const transcriptsChanged = useTranscriptsChanged();
  return useMemo(() => {
    const show = (video: VideoDetail): void => {
      queryClient.setQueryData(procedures.videos.get.queryKey({ input: { videoId } }), video);
      transcriptsChanged();
    };
    const tried = async (
      act: () => Promise<{ video: VideoDetail; changeId?: TranscriptChangeId | undefined }>,
      done: string,
    ): Promise<void> => {
      try {
        const { video, changeId } = await act();
        show(video);
        if (changeId !== undefined) offerUndo(done, changeId, videoId);
      } catch (error) {
        toastError(error, transcriptMessages.notEdited);
      }
    };
    return {
      edit: async (line) => {
        const { video, changeId } = await client.transcriptEdits.edit({ videoId, ...line });
        show(video);
        offerUndo(transcriptMessages.edited, changeId, videoId);
        return video;
      },
      revert: () =>
        tried(() => client.transcriptEdits.revert({ videoId }), transcriptMessages.reverted),
      resolve: (conflictId, take) =>
        tried(
          () => client.transcriptEdits.resolve({ videoId, conflictId, take }),
          transcriptMessages.tookHeard,
        ),
    };
  }, [client, procedures, queryClient, videoId, offerUndo, transcriptsChanged]);
}

/** Says what was done, with a way to undo it: in a toast, and by the key that undoes. */
export function useUndoOffer(): (
  done: string,
  changeId: TranscriptChangeId,
  videoId: VideoId,
) => void {
  const { client } = useApi();
  const transcriptsChanged = useTranscriptsChanged();
  return useMemo(() => {
    return (done, changeId, videoId) => {
      let closeToast = (): void => {};
      const takeBack = (): void => {
        forget();
        closeToast();
        client.transcriptEdits.undo({ changeId }).then(
          ({ undone, skipped }) => {
            transcriptsChanged();
            if (skipped > 0) toast(transcriptMessages.undoneInPart(undone, skipped));
          },
          (error: unknown) => toastError(error, transcriptMessages.notUndone),
        );
      };
      const forget = rememberChange({ videoId, takeBack });
      closeToast = toast(done, {
        good: true,
        action: { label: commonMessages.undo, run: takeBack },
      });
    };
  }, [client, transcriptsChanged]);
}
