import { type BatchKind, batchKindSchema } from '../../../../contract/index.ts';
import type { TeamQueue } from '../openTeamQueue.ts';

/** The queue of a kind: one each, so that a worker takes only what it can answer. */
export function queueOf({ workspace }: TeamQueue, kind: BatchKind): string {
  return `${workspace.id}/${kind}`;
}

/** The queues of all kinds. */
export function rowQueuesOf(teamQueue: TeamQueue): string[] {
  return batchKindSchema.options.map((kind) => queueOf(teamQueue, kind));
}

/** Where rows go that no worker could answer. */
export function deadQueueOf({ workspace }: TeamQueue): string {
  return `${workspace.id}/dead`;
}

/** The last part of a queue's name. */
export function kindOfQueue(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}
