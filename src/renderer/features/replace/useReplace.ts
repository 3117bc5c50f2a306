import { useState } from 'react';
import type { FoundPlace, PlaceQuery } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { transcriptMessages } from '../../messages/video/transcripts.ts';
import { toast, toastError } from '../../ui/overlays/Toasts.tsx';
import { useUndoOffer } from '../video/text/editing/useTranscriptEdits.ts';
import { useTranscriptsChanged } from '../video/text/useTranscriptsChanged.ts';

const { replaceAll: messages } = transcriptMessages;

/** Replaces a text at chosen places; its toast undoes it. False when it failed, which was said. */
export function useReplace(): {
  busy: boolean;
  replace(query: PlaceQuery, chosen: readonly FoundPlace[]): Promise<boolean>;
} {
  const { client } = useApi();
  const transcriptsChanged = useTranscriptsChanged();
  const offerUndo = useUndoOffer();
  const [busy, setBusy] = useState(false);
  const replace = async (query: PlaceQuery, chosen: readonly FoundPlace[]): Promise<boolean> => {
    setBusy(true);
    try {
      const places = chosen.map(({ videoId, position, text, occurrence }) => ({
        ...{ videoId, position, text, occurrence },
      }));
      const done = await client.transcriptEdits.replace({ ...query, places });
      transcriptsChanged();
      const [first] = done.videoIds;
      if (done.skipped > 0) toast(messages.skipped(done.skipped));
      if (first !== undefined) {
        offerUndo(messages.replaced(done.replaced, done.videoIds.length), done.changeId, first);
      }
      return true;
    } catch (error) {
      toastError(error, messages.notReplaced);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, replace };
}
