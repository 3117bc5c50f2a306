import { useQuery } from '@tanstack/react-query';
import { ListVideo } from 'lucide-react';
import { useLocation } from 'wouter';
import { useApi } from '../../client/api.ts';
import { formatDuration } from '../../client/formats/format.ts';
import { reviewMessages } from '../../messages/video/review.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState, ErrorLine } from '../../ui/StateViews.tsx';
import type { ReviewRun } from './run/readRun.ts';
import { reviewAddress, useReviewRun } from './run/reviewRun.ts';
import { notesOfRun, summaryOf } from './run/runSummary.ts';

const words = reviewMessages.summary;
const maxNotes = 10_000;

/** What came of the run, and the ways on. */
export default function ReviewScreen(): React.JSX.Element {
  const [, navigate] = useLocation();
  const run = useReviewRun((state) => state.run);
  if (run === undefined) {
    return (
      <>
        <h1 className="sr-only">{reviewMessages.label}</h1>
        <EmptyState
          icon={<ListVideo size={24} />}
          title={words.none}
          actions={
            <Button kind="primary" onClick={() => navigate('/library')}>
              {words.goToLibrary}
            </Button>
          }
        >
          {words.noneExplanation}
        </EmptyState>
      </>
    );
  }
  return <Summary run={run} />;
}

function Summary({ run }: { run: ReviewRun }): React.JSX.Element {
  const { procedures } = useApi();
  const [, navigate] = useLocation();
  const { data, error } = useQuery(
    procedures.notes.list.queryOptions({ input: { limit: maxNotes }, staleTime: 0 }),
  );
  const { videos, seen, decided, statuses, ratings, medianStars, tags } = summaryOf(run);
  const unseen = run.videoIds.find((id) => !run.seen.includes(id));
  const rated = ratings.reduce((sum, each) => sum + each.videos, 0);
  const back = (): void => navigate(run.from);
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
      className="h-full overflow-y-auto focus-visible:-outline-offset-2"
    >
      <div className="mx-auto flex max-w-[720px] flex-col gap-5 p-6">
        <header className="flex flex-col gap-1">
          <h1 className="text-title font-semibold text-ink">
            {seen === videos ? words.done : words.left}
          </h1>
          <p className="text-ink-2">{words.seen(seen, videos)}</p>
        </header>
        {error !== null && <ErrorLine error={error} />}
        <dl className="grid grid-cols-2 gap-x-8 gap-y-1.5 border-y border-line py-4">
          <Fact name={words.decided} value={words.videos(decided)} />
          <Fact
            name={words.notes}
            value={data === undefined ? '…' : words.noteCount(notesOfRun(run, data.notes))}
          />
          {statuses.map(({ status, videos: count }) => (
            <Fact key={status} name={reviewMessages.status[status]} value={words.videos(count)} />
          ))}
          <Fact
            name={words.median}
            title={words.medianDefinition}
            value={medianStars === undefined ? words.noRating : words.medianOf(medianStars, rated)}
          />
          {ratings
            .filter((each) => each.videos > 0)
            .map(({ stars, videos: count }) => (
              <Fact key={stars} name={reviewMessages.stars(stars)} value={words.videos(count)} />
            ))}
          {tags.slice(0, 20).map(({ tag, videos: count }) => (
            <Fact key={tag} name={reviewMessages.filters.tag(tag)} value={words.videos(count)} />
          ))}
          <Fact
            name={words.time}
            value={formatDuration(Math.max(0, Date.now() - run.startedAtMs))}
          />
        </dl>
        <div className="flex flex-wrap gap-2">
          {unseen !== undefined && (
            <Button kind="primary" autoFocus onClick={() => navigate(reviewAddress(unseen))}>
              {words.goOn}
            </Button>
          )}
          <Button
            {...(unseen === undefined && { kind: 'primary' as const, autoFocus: true })}
            onClick={() => {
              useReviewRun.setState({ run: undefined });
              back();
            }}
          >
            {words.finish}
          </Button>
          <Button kind="quiet" onClick={() => navigate(reviewAddress(run.at))}>
            {words.lastVideo}
          </Button>
        </div>
      </div>
    </div>
  );
}

function Fact({
  name,
  value,
  title,
}: {
  name: string;
  value: string;
  title?: string;
}): React.JSX.Element {
  return (
    <div className="flex min-w-0 justify-between gap-4" title={title}>
      <dt dir="auto" className="truncate text-ink-2">
        {name}
      </dt>
      <dd className="shrink-0 text-ink tabular-nums">{value}</dd>
    </div>
  );
}
