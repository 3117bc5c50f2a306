import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useApi } from '../../../client/api.ts';

/** Reads anew what shows the text of transcripts. */
export function useTranscriptsChanged(): () => void {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  return useCallback(() => {
    for (const part of ['videos', 'search', 'sharing', 'transcriptEdits'] as const) {
      void queryClient.invalidateQueries({ queryKey: procedures[part].key() });
    }
  }, [procedures, queryClient]);
}
