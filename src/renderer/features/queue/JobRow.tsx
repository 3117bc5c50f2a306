import { ChevronRight } from 'lucide-react';
import { Link } from 'wouter';
import type { JobDto } from '../../../contract/index.ts';
import { hintOf } from '../../client/formats/formatError.ts';
import { jobStates } from '../../client/jobs/jobStates.ts';
import { queueMessages } from '../../messages/work/queue.ts';
import { Badge } from '../../ui/Badge.tsx';
import { JobActionButtons } from './JobActionButtons.tsx';
import { JobDetails } from './JobDetails.tsx';
import { childrenLabel, kindLabel, stageLabel, timeLabel } from './jobLabels.ts';
import { StageBar } from './StageBar.tsx';
import type { JobActions } from './useJobActions.ts';

/** One job: how far it is, what stopped it, and what can be done. */
export function JobRow({
  job,
  actions,
  active,
  expanded,
  onExpand,
}: {
  job: JobDto;
  actions: JobActions;
  /** True for the row that Tab reaches. */
  active: boolean;
  expanded: boolean;
  onExpand(): void;
}): React.JSX.Element {
  const { label, tone } = jobStates[job.state];
  const tabIndex = active ? 0 : -1;
  const detailsId = `details-${job.id}`;
  return (
    <article aria-label={job.label} className="border-b border-line px-5 py-2">
      <div className="grid grid-cols-[20px_minmax(0,1fr)_76px_minmax(140px,240px)_92px_60px] items-center gap-x-3">
        <button
          type="button"
          data-job={job.id}
          aria-label={queueMessages.jobRow.stages(job.label)}
          aria-expanded={expanded}
          aria-controls={expanded ? detailsId : undefined}
          tabIndex={tabIndex}
          onClick={onExpand}
          className="flex size-5 items-center justify-center rounded-control text-ink-3 hover:bg-hover hover:text-ink"
        >
          <ChevronRight size={14} className={expanded ? 'rotate-90' : ''} />
        </button>
        <div className="min-w-0">
          <p dir="auto" className="truncate text-body text-ink" title={job.label}>
            {job.videoId === undefined ? (
              job.label
            ) : (
              <Link
                href={`/video/${job.videoId}`}
                tabIndex={tabIndex}
                className="hover:text-accent-ink hover:underline"
              >
                {job.label}
              </Link>
            )}
          </p>
          <p className="truncate text-small text-ink-3">
            {kindLabel(job.kind)}
            {job.children !== undefined && `, ${childrenLabel(job)}`}
            {job.attempts > 1 && queueMessages.jobRow.attempt(job.attempts)}
          </p>
        </div>
        <span className="flex">
          <Badge tone={tone}>{label}</Badge>
        </span>
        <div className="flex flex-col gap-1.5">
          <StageBar state={job.state} stages={job.stages} />
          <p className="h-4 truncate text-small text-ink-3">{stageLabel(job)}</p>
        </div>
        <p className="text-right text-small text-ink-3">{timeLabel(job)}</p>
        <JobActionButtons job={job} actions={actions} tabIndex={tabIndex} />
      </div>
      {job.error !== undefined && job.state !== 'done' && (
        <p className="mt-1.5 pl-8 text-small text-bad [overflow-wrap:anywhere]">
          <bdi>{job.error.message}</bdi>{' '}
          <span className="text-ink-2">{hintOf(job.error.code)}</span>
        </p>
      )}
      {job.warnings.map(({ code, message }) => (
        <p
          key={`${code} ${message}`}
          className="mt-1 pl-8 text-small text-caution [overflow-wrap:anywhere]"
        >
          <bdi>{message}</bdi> <span className="text-ink-2">{hintOf(code)}</span>
        </p>
      ))}
      {expanded && <JobDetails job={job} id={detailsId} />}
    </article>
  );
}
