import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReviewDto, ReviewStatus, VideoId } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { reviewMessages } from '../../messages/video/review.ts';
import { toastError } from '../../ui/overlays/Toasts.tsx';
import { announce } from '../video/playback/announcement.ts';
import { rememberChange, takeLastChange } from './lastChanges.ts';
import { applied, changeBack, type ReviewChange } from './reviewChange.ts';
import { recordDecision } from './run/reviewRun.ts';

interface ReviewActions {
  /** The status again takes it away. */
  toggleStatus(videoId: VideoId, status: ReviewStatus): void;
  /** Undefined takes the rating away. */
  rate(videoId: VideoId, stars: number | undefined): void;
  /** Adds a tag, or takes it away when the video has it. */
  toggleTag(videoId: VideoId, tag: string): void;
  /** Takes the last change back, of whichever video it was; another than the open one is said. */
  undo(openVideoId: VideoId): void;
}

/** Decides about videos: shown at once, then stored, and led back when it could not be. */
export function useReviewActions(): ReviewActions {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  return useMemo(() => {
    const keyOf = (videoId: VideoId) => procedures.videos.get.queryKey({ input: { videoId } });
    const reviewOf = (videoId: VideoId): ReviewDto =>
      queryClient.getQueryData(keyOf(videoId))?.review ?? { tags: [] };
    const show = (videoId: VideoId, review: ReviewDto): void => {
      queryClient.setQueryData(keyOf(videoId), (video) =>
        video === undefined ? undefined : { ...video, review },
      );
    };
    const change = (videoId: VideoId, changed: ReviewChange, undoes = false): void => {
      const before = reviewOf(videoId);
      const after = applied(before, changed);
      // What is being read may be of before the change, and would undo on the screen what is stored.
      const queryKey = keyOf(videoId);
      const wasBeingRead = queryClient.isFetching({ queryKey }) > 0;
      void queryClient.cancelQueries({ queryKey });
      show(videoId, after);
      if (!undoes) {
        const back = changeBack(before, after);
        rememberChange({ videoId, takeBack: () => change(videoId, back, true) });
      }
      client.reviews.set({ videoId, ...changed }).then(
        ({ review }) => {
          recordDecision(videoId, review);
          if (wasBeingRead) void queryClient.invalidateQueries({ queryKey });
          for (const read of [procedures.videos.list, procedures.videos.facets]) {
            void queryClient.invalidateQueries({ queryKey: read.key() });
          }
        },
        (error: unknown) => {
          void queryClient.invalidateQueries({ queryKey });
          toastError(error, reviewMessages.notSaved);
        },
      );
    };
    return {
      toggleStatus: (videoId, status) => {
        const next = reviewOf(videoId).status === status ? null : status;
        change(videoId, { status: next });
        announce(reviewMessages.statusTold(reviewMessages.status[next ?? 'none']));
      },
      rate: (videoId, stars) => {
        change(videoId, { rating: stars ?? null });
        announce(reviewMessages.ratingTold(stars));
      },
      toggleTag: (videoId, tag) => {
        const has = reviewOf(videoId).tags.some((it) => it.toLowerCase() === tag.toLowerCase());
        change(videoId, has ? { removeTags: [tag] } : { addTags: [tag] });
        announce(has ? reviewMessages.tagRemoved(tag) : reviewMessages.tagAdded(tag));
      },
      undo: (openVideoId) => {
        const last = takeLastChange();
        if (last === undefined) return announce(reviewMessages.nothingToUndo);
        last.takeBack();
        const isOpen = last.videoId === openVideoId;
        announce(isOpen ? reviewMessages.undone : reviewMessages.undoneElsewhere);
      },
    };
  }, [client, procedures, queryClient]);
}
