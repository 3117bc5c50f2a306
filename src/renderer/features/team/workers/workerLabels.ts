import {
  batchKindSchema,
  type TeamWorker,
  type WorkersStatus,
} from '../../../../contract/index.ts';
import { formatDuration } from '../../../client/formats/format.ts';
import { whole } from '../../../messages/numbers.ts';
import { teamWorkersMessages } from '../../../messages/team/teamWorkers.ts';
import type { BadgeTone } from '../../../ui/Badge.tsx';
import { kindLabels } from '../batches/batchLabels.ts';

/** A kind in words; a newer worker may answer kinds that this program does not know. */
export function kindLabel(kind: string): string {
  const known = batchKindSchema.safeParse(kind);
  return known.success ? kindLabels[known.data] : kind;
}

/** Whether a worker is there, in a word. */
export function statusBadge({ alive, kinds, underWay }: TeamWorker): {
  label: string;
  tone: BadgeTone;
} {
  if (!alive) return { label: teamWorkersMessages.workerLabels.lost, tone: 'bad' };
  if (kinds.length === 0)
    return { label: teamWorkersMessages.workerLabels.unavailable, tone: 'caution' };
  return underWay > 0
    ? { label: teamWorkersMessages.workerLabels.working, tone: 'accent' }
    : { label: teamWorkersMessages.workerLabels.idle, tone: 'neutral' };
}

/** What it answers, and with what. */
export function workLabel({ kinds, answersWith, version }: TeamWorker): string {
  const what = kinds.map(kindLabel).join(', ');
  const parts = [
    what === '' ? teamWorkersMessages.workerLabels.noModel : what,
    answersWith,
    version,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** How it gets on, or since when it says nothing. */
export function paceLabel(worker: TeamWorker): string {
  const { alive, seenMsAgo, done, failed, underWay, rowsPerSecond } = worker;
  const far = [
    teamWorkersMessages.workerLabels.done(whole(done)),
    // A row is tried up to four times, by any worker.
    ...(failed > 0 ? [teamWorkersMessages.workerLabels.failed(failed)] : []),
    ...(alive && underWay > 0
      ? [teamWorkersMessages.workerLabels.inProgress(whole(underWay))]
      : []),
  ];
  if (!alive)
    return [teamWorkersMessages.workerLabels.seen(formatDuration(seenMsAgo)), ...far].join(' · ');
  if (rowsPerSecond === 0) return far.join(' · ');
  const pace = rowsPerSecond < 10 ? rowsPerSecond.toFixed(1) : `${Math.round(rowsPerSecond)}`;
  return [...far, teamWorkersMessages.workerLabels.rate(pace)].join(' · ');
}

/** What waits in the queue; a short word when nothing does. */
export function queueLabel({ queues }: WorkersStatus): string {
  const lines = queues
    .filter(({ waiting, underWay }) => waiting + underWay > 0)
    .map(({ kind, waiting, underWay }) => {
      const more =
        underWay > 0 ? teamWorkersMessages.workerLabels.alsoInProgress(whole(underWay)) : '';
      return teamWorkersMessages.workerLabels.waiting(kindLabel(kind), whole(waiting), more);
    });
  return lines.length === 0 ? teamWorkersMessages.workerLabels.empty : lines.join(' · ');
}

/** The one command that makes a machine a worker, as a shell takes it. */
export function workerCommand({
  target,
  workspace,
}: Pick<WorkersStatus, 'target' | 'workspace'>): string {
  const quoted = (text: string): string =>
    /^[\w:/@.=+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  return `trendroom worker --team ${quoted(target)} --workspace ${quoted(workspace)}`;
}
