import type { HubPage, JobDto } from '../../../../contract/index.ts';
import { errorOfJob, isEnded } from '../../../client/jobs/jobs.ts';
import { publishingMessages as texts } from '../../../messages/growth/publishing.ts';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { PageLink } from '../../hub/PageLink.tsx';
import { longTime } from '../../hub/timeField.ts';

/** How far the last thing that was asked of the hub is, and where its page is then. */
export function PublishProgress({
  job,
  page,
  hub,
}: {
  job: JobDto;
  /** What was published; undefined for other work, and until the hub has said that it is there. */
  page: HubPage | undefined;
  hub: string;
}): React.JSX.Element | null {
  if (job.error !== undefined && job.state !== 'done') {
    // Also while it waits to be tried again.
    return (
      <>
        {!isEnded(job.state) && <Bar job={job} />}
        <ErrorLine error={errorOfJob(job)} />
      </>
    );
  }
  if (!isEnded(job.state)) return <Bar job={job} />;
  if (job.state !== 'done' || page === undefined || page.state === 'unpublished') return null;
  const url = new URL(page.path, hub).href;
  return (
    <p role="status" className="flex flex-wrap items-center gap-2 text-ink">
      {page.state === 'scheduled' && page.publishAtMs !== undefined
        ? texts.planned(longTime(page.publishAtMs))
        : texts.published}
      <PageLink url={url}>{url}</PageLink>
    </p>
  );
}

function Bar({ job }: { job: JobDto }): React.JSX.Element {
  return (
    <div className="flex items-center gap-3">
      <ProgressBar label={texts.progress} fraction={undefined} className="flex-1" />
      <span role="status" className="text-small text-ink-2">
        {texts.list.working(job.label)}
      </span>
    </div>
  );
}
