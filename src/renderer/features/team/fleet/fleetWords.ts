import { batchKindSchema, type Fleet, type Machine } from '../../../../contract/index.ts';
import { formatDuration } from '../../../client/format.ts';
import type { BadgeTone } from '../../../ui/Badge.tsx';
import { kindWords } from '../batches/batchWords.ts';

/** A kind in words; a newer worker may answer kinds that this program does not know. */
export function kindWord(kind: string): string {
  const known = batchKindSchema.safeParse(kind);
  return known.success ? kindWords[known.data] : kind;
}

/** Whether a machine is there, in a word. */
export function standingOf({ alive, kinds, underWay }: Machine): { word: string; tone: BadgeTone } {
  if (!alive) return { word: 'Lost', tone: 'bad' };
  if (kinds.length === 0) return { word: 'Cannot answer', tone: 'caution' };
  return underWay > 0 ? { word: 'Working', tone: 'accent' } : { word: 'Idle', tone: 'neutral' };
}

/** What it answers, and with what. */
export function workWords({ kinds, answersWith, version }: Machine): string {
  const what = kinds.map(kindWord).join(', ');
  const parts = [what === '' ? 'No model or server' : what, answersWith, version];
  return parts.filter((part) => part !== '').join(' · ');
}

/** How it gets on, or since when it says nothing. */
export function paceWords(machine: Machine): string {
  const { alive, seenMsAgo, done, failed, underWay, rowsPerSecond } = machine;
  const far = [
    `${whole(done)} done`,
    // A row is tried up to four times, by any machine.
    ...(failed > 0 ? [failed === 1 ? '1 try failed' : `${whole(failed)} tries failed`] : []),
    ...(alive && underWay > 0 ? [`${whole(underWay)} under way`] : []),
  ];
  if (!alive) return [`Seen ${formatDuration(seenMsAgo)} ago`, ...far].join(' · ');
  if (rowsPerSecond === 0) return far.join(' · ');
  const pace = rowsPerSecond < 10 ? rowsPerSecond.toFixed(1) : `${Math.round(rowsPerSecond)}`;
  return [...far, `${pace}/s`].join(' · ');
}

/** What waits in the queue; a short word when nothing does. */
export function queueWords({ queues }: Fleet): string {
  const lines = queues
    .filter(({ waiting, underWay }) => waiting + underWay > 0)
    .map(({ kind, waiting, underWay }) => {
      const more = underWay > 0 ? `, ${whole(underWay)} under way` : '';
      return `${kindWord(kind)}: ${whole(waiting)} wait${waiting === 1 ? 's' : ''}${more}`;
    });
  return lines.length === 0 ? 'The queue is empty.' : lines.join(' · ');
}

/** The one command that makes a machine a worker, as a shell takes it. */
export function workerCommand({ target, workspace }: Pick<Fleet, 'target' | 'workspace'>): string {
  const quoted = (text: string): string =>
    /^[\w:/@.=+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  return `trendroom worker --team ${quoted(target)} --workspace ${quoted(workspace)}`;
}

function whole(count: number): string {
  return count.toLocaleString('en');
}
