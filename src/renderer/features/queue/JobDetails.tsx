import type { JobDto } from '../../../contract/index.ts';
import { formatDayAndTime, formatDuration } from '../../client/formats/format.ts';
import { stageName } from '../../client/formats/stageName.ts';
import { queueMessages } from '../../messages/work/queue.ts';
import { ImportReport } from './ImportReport.tsx';
import { detailLabel, stageStates } from './jobLabels.ts';

/** Every stage of a job with its time, and when the job came, began and ended. */
export function JobDetails({ job, id }: { job: JobDto; id: string }): React.JSX.Element {
  const times: [string, number | undefined][] = [
    [queueMessages.jobDetails.added, job.createdAtMs],
    [queueMessages.jobDetails.started, job.startedAtMs],
    [queueMessages.jobDetails.ended, job.finishedAtMs],
  ];
  return (
    <div id={id} className="mt-2 flex flex-wrap gap-x-10 gap-y-2 pl-8 text-small">
      <ol className="grid min-w-72 grid-cols-[auto_auto_auto] gap-x-6 gap-y-0.5">
        {job.stages.map(({ name, state, fraction, durationMs, detail }) => (
          <li key={name} className="col-span-3 grid grid-cols-subgrid">
            <span className={state === 'waiting' ? 'text-ink-3' : 'text-ink'}>
              {stageName(name)}
            </span>
            <span className={state === 'failed' ? 'text-bad' : 'text-ink-3'}>
              {state === 'running' ? `${Math.floor(fraction * 100)}%` : stageStates[state]}
              {detail !== undefined && ` ${detailLabel({ name, state, fraction, detail })}`}
            </span>
            <span className="text-right text-ink-3">
              {durationMs === undefined ? '' : formatStage(durationMs)}
            </span>
          </li>
        ))}
      </ol>
      {job.kind === 'import' && <ImportReport job={job} />}
      <dl className="grid h-fit grid-cols-[auto_auto] gap-x-6 gap-y-0.5">
        {times.map(([name, atMs]) => (
          <div key={name} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-3">{name}</dt>
            <dd className="text-ink">{atMs === undefined ? '–' : formatDayAndTime(atMs)}</dd>
          </div>
        ))}
        <div className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-ink-3">{queueMessages.jobDetails.attempts}</dt>
          <dd className="text-ink">{job.attempts}</dd>
        </div>
      </dl>
    </div>
  );
}

/** Stages are often shorter than a second. */
function formatStage(durationMs: number): string {
  return durationMs < 1_000 ? `${Math.round(durationMs)} ms` : formatDuration(durationMs);
}
