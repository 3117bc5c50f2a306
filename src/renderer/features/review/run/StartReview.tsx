import { ListVideo, Play } from 'lucide-react';
import { useLocation } from 'wouter';
import { reviewMessages } from '../../../messages/video/review.ts';
import { Button } from '../../../ui/Button.tsx';
import type { ListChoice } from '../../library/query/libraryQuery.ts';
import { reviewAddress, useReviewRun } from './reviewRun.ts';
import { useStartReview } from './useStartReview.ts';

const words = reviewMessages.run;

/** Begins to go through the list that is shown, or goes on with a run that was left. */
export function StartReview({
  choice,
  total,
}: {
  choice: ListChoice;
  total: number | undefined;
}): React.JSX.Element {
  const [, navigate] = useLocation();
  const run = useReviewRun((state) => state.run);
  const start = useStartReview(choice);
  const isLeft = run !== undefined && run.seen.length < run.videoIds.length;
  return (
    <>
      <Button
        icon={<ListVideo size={14} />}
        title={words.startExplanation}
        disabled={total === undefined || total === 0}
        onClick={start}
      >
        {words.start}
      </Button>
      {isLeft && (
        <Button
          kind="quiet"
          icon={<Play size={14} />}
          onClick={() => navigate(reviewAddress(run.at))}
        >
          {words.goOn(run.videoIds.indexOf(run.at) + 1, run.videoIds.length)}
        </Button>
      )}
    </>
  );
}
