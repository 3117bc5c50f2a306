import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TranscriptId, VideoId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';
import { useTranscriptsChanged } from './useTranscriptsChanged.ts';

/** Makes an earlier transcript the video's again; its toast undoes it. */
export function useRestoreTranscript(videoId: VideoId): {
  busy: boolean;
  restore(id: TranscriptId): Promise<void>;
} {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const transcriptsChanged = useTranscriptsChanged();
  const [busy, setBusy] = useState(false);
  const restore = async (transcriptId: TranscriptId): Promise<void> => {
    setBusy(true);
    try {
      const { video, kept } = await client.transcripts.restore({ videoId, transcriptId });
      queryClient.setQueryData(procedures.videos.get.queryKey({ input: { videoId } }), video);
      transcriptsChanged();
      toast(videoMessages.restoreTranscript.restored, {
        good: true,
        ...(kept !== undefined && {
          action: { label: commonMessages.undo, run: () => void restore(kept) },
        }),
      });
    } catch (error) {
      toastError(error, videoMessages.restoreTranscript.notRestored);
    } finally {
      setBusy(false);
    }
  };
  return { busy, restore };
}
