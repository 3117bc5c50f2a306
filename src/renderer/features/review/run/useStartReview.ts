import { useLocation, useSearch } from 'wouter';
import { useApi } from '../../../client/api.ts';
import { reviewMessages } from '../../../messages/video/review.ts';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';
import { useLibraryView } from '../../library/libraryView.ts';
import type { ListChoice } from '../../library/query/libraryQuery.ts';
import { beginRun, maxRunVideos, reviewAddress } from './reviewRun.ts';

/** Begins to go through what is selected, else through the list as it is narrowed and ordered. */
export function useStartReview(choice: ListChoice): () => void {
  const { client } = useApi();
  const [, navigate] = useLocation();
  const search = useSearch();
  const start = async (): Promise<void> => {
    const { selected } = useLibraryView.getState();
    const list =
      selected.size > 0
        ? undefined
        : await client.videos.list({ ...choice, limit: maxRunVideos, offset: 0 });
    const all = list?.videos.map(({ id }) => id) ?? [...selected.keys()];
    const videoIds = all.slice(0, maxRunVideos);
    const [first] = videoIds;
    if (first === undefined) return;
    if ((list?.total ?? all.length) > maxRunVideos) toast(reviewMessages.run.firstOf(maxRunVideos));
    beginRun(videoIds, search === '' ? '/library' : `/library?${search}`);
    navigate(reviewAddress(first));
  };
  return () => {
    start().catch((error: unknown) => toastError(error, reviewMessages.run.notStarted));
  };
}
