import { useQueryClient } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, ListEnd } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { VideoId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { keyLabels } from '../../../client/playerKeys/keyNames.ts';
import { usePlayerKeyMap } from '../../../client/playerKeys/usePlayerKeyMap.ts';
import { reviewMessages } from '../../../messages/video/review.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { maxQuotes } from '../../coding/useCodings.ts';
import { announce } from '../../video/playback/announcement.ts';
import type { ReviewAction } from '../reviewKeys.ts';
import { useActionKeys } from '../useActionKeys.ts';
import { reviewAddress, useReviewRun, visit } from './reviewRun.ts';

const words = reviewMessages.run;
/** How long a video that was read ahead is taken as it was. */
const freshMs = 30_000;
/** How many videos are read ahead: keys are faster than a host that is busy with its jobs. */
const readAhead = 4;

/** Where in the run the open video is, and the ways on; nothing outside of a run. */
export function RunBar({ videoId }: { videoId: VideoId }): React.JSX.Element | null {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const keys = usePlayerKeyMap();
  const [, navigate] = useLocation();
  const [parameters] = useSearchParams();
  const videoIds = useReviewRun(({ run }) => run?.videoIds);
  const asked = parameters.has('review');
  const index = asked && videoIds !== undefined ? videoIds.indexOf(videoId) : -1;
  const count = videoIds?.length ?? 0;
  const next = index < 0 ? undefined : videoIds?.[index + 1];
  const previous = index < 0 ? undefined : videoIds?.[index - 1];

  useEffect(() => {
    if (index < 0) return;
    visit(videoId);
    announce(words.progress(index + 1, count));
    // Read ahead with their codes, so that the next one is there at once.
    const ahead = videoIds?.slice(index + 1, index + 1 + readAhead) ?? [];
    for (const id of previous === undefined ? ahead : [...ahead, previous]) {
      const video = procedures.videos.get.queryOptions({ input: { videoId: id } });
      void queryClient.prefetchQuery({ ...video, staleTime: freshMs });
      const input = { videoId: id, limit: maxQuotes };
      const quotes = procedures.codes.quotes.queryOptions({ input });
      void queryClient.prefetchQuery({ ...quotes, staleTime: freshMs });
    }
  }, [index, count, videoId, videoIds, previous, procedures, queryClient]);

  const moves = useMemo(() => {
    const go = (id: VideoId | undefined, otherwise: () => void) => (): void => {
      if (index < 0) announce(words.none);
      else if (id === undefined) otherwise();
      else navigate(reviewAddress(id));
    };
    const end = (): void => navigate('/review');
    return {
      nextVideo: go(next, end),
      previousVideo: go(previous, () => announce(words.first)),
      endReview: go(undefined, end),
    };
  }, [index, next, previous, navigate]);
  useActionKeys(moves);

  if (index < 0) return null;
  const shortcutOf = (action: ReviewAction) => {
    const [key] = keys[action];
    return key === undefined ? {} : { shortcut: keyLabels(key).join(' ') };
  };
  return (
    <section aria-label={words.label} className="flex h-9 shrink-0 items-center gap-1 px-3">
      <progress
        value={index + 1}
        max={count}
        aria-label={words.label}
        className="h-1 w-24 appearance-none overflow-hidden rounded-round bg-sunken [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
      <p className="mx-2 whitespace-nowrap text-small font-medium text-ink tabular-nums">
        {words.progress(index + 1, count)}
      </p>
      <IconButton
        label={words.previous}
        {...shortcutOf('previousVideo')}
        icon={<ChevronLeft size={16} />}
        disabled={previous === undefined}
        onClick={moves.previousVideo}
      />
      <IconButton
        label={next === undefined ? words.end : words.next}
        {...shortcutOf('nextVideo')}
        icon={<ChevronRight size={16} />}
        onClick={moves.nextVideo}
      />
      <IconButton
        label={words.end}
        {...shortcutOf('endReview')}
        icon={<ListEnd size={15} />}
        onClick={moves.endReview}
      />
    </section>
  );
}
