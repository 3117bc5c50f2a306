import { Pause, Play, RotateCcw, X } from 'lucide-react';
import { Link } from 'wouter';
import type { JobDto, JobState } from '../../../shared/index.ts';
import { hintOf } from '../../client/errorWords.ts';
import { formatDayAndTime, formatDuration } from '../../client/format.ts';
import { Badge, type BadgeTone } from '../../primitives/Badge.tsx';
import { IconButton } from '../../primitives/IconButton.tsx';
import { StageBar } from './StageBar.tsx';
import type { useJobActions } from './useJobActions.ts';

const kinds: Record<string, string> = {
  ingest: 'Add a video',
  link: 'Read a link',
  reindex: 'Embed the library',
};

const states: Record<JobState, { word: string; tone: BadgeTone }> = {
  running: { word: 'In work', tone: 'accent' },
  waiting: { word: 'Waiting', tone: 'neutral' },
  paused: { word: 'Paused', tone: 'caution' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'neutral' },
  done: { word: 'Done', tone: 'good' },
};

/** One job: how far it is, what stopped it, and what can be done. */
export function JobRow({
  job,
  actions,
}: {
  job: JobDto;
  actions: ReturnType<typeof useJobActions>;
}): React.JSX.Element {
  const { word, tone } = states[job.state];
  return (
    <div className="border-b border-line px-5 py-2.5">
      <div className="grid grid-cols-[minmax(0,1fr)_88px_minmax(140px,220px)_96px_64px] items-center gap-4">
        <div className="min-w-0">
          <p dir="auto" className="truncate text-body text-ink" title={job.label}>
            {job.videoId === undefined ? (
              job.label
            ) : (
              <Link href={`/video/${job.videoId}`} className="hover:text-accent-ink">
                {job.label}
              </Link>
            )}
          </p>
          <p className="truncate text-small text-ink-3">
            {kinds[job.kind] ?? job.kind}
            {job.attempts > 1 && `, attempt ${job.attempts}`}
          </p>
        </div>
        <span>
          <Badge tone={tone}>{word}</Badge>
        </span>
        <div className="flex flex-col gap-1">
          <StageBar stages={job.stages} />
          <p className="truncate text-caption text-ink-3">{stageWords(job)}</p>
        </div>
        <p className="text-right text-small text-ink-3">{timeWords(job)}</p>
        <Actions job={job} actions={actions} />
      </div>
      {job.error !== undefined && job.state !== 'done' && (
        <p className="mt-1.5 text-small text-bad [overflow-wrap:anywhere]">
          {job.error.message} <span className="text-ink-2">{hintOf(job.error.code)}</span>
        </p>
      )}
      {job.warnings.map(({ code, message }) => (
        <p
          key={`${code} ${message}`}
          className="mt-1 text-small text-caution [overflow-wrap:anywhere]"
        >
          {message}
        </p>
      ))}
    </div>
  );
}

function Actions({
  job,
  actions,
}: {
  job: JobDto;
  actions: ReturnType<typeof useJobActions>;
}): React.JSX.Element {
  const { state, label } = job;
  return (
    <div className="flex justify-end">
      {state === 'running' && (
        <IconButton
          label={`Pause ${label}`}
          icon={<Pause size={14} />}
          onClick={() => actions.pause([job])}
        />
      )}
      {state === 'paused' && (
        <IconButton
          label={`Resume ${label}`}
          icon={<Play size={14} />}
          onClick={() => actions.resume([job])}
        />
      )}
      {(state === 'running' || state === 'waiting' || state === 'paused') && (
        <IconButton
          label={`Cancel ${label}`}
          icon={<X size={14} />}
          onClick={() => actions.cancel([job])}
        />
      )}
      {(state === 'failed' || state === 'cancelled') && (
        <IconButton
          label={`Retry ${label}`}
          icon={<RotateCcw size={14} />}
          onClick={() => actions.retry([job])}
        />
      )}
    </div>
  );
}

function stageWords({ state, stages, fraction, retryAtMs }: JobDto): string {
  if (state === 'waiting' && retryAtMs !== undefined) {
    return `Tried again at ${formatDayAndTime(retryAtMs)}`;
  }
  const stage = stages.find((each) => each.state === 'running' || each.state === 'failed');
  if (stage === undefined) return state === 'done' ? `${stages.length} stages` : '';
  return `${stage.name}, ${Math.floor(fraction * 100)} %`;
}

function timeWords({ state, timeLeftMs, startedAtMs, finishedAtMs }: JobDto): string {
  if (state === 'running') {
    return timeLeftMs === undefined ? '' : `${formatDuration(timeLeftMs)} left`;
  }
  if (finishedAtMs === undefined) return '';
  if (state !== 'done' || startedAtMs === undefined) return formatDayAndTime(finishedAtMs);
  return `took ${formatDuration(finishedAtMs - startedAtMs)}`;
}
