import { type BatchKind, batchKindSchema } from '../../../../contract/index.ts';
import type { Fleet } from '../openFleet.ts';

/** The queue of a kind: one each, so that a machine takes only what it can answer. */
export function queueOf({ workspace }: Fleet, kind: BatchKind): string {
  return `${workspace.id}/${kind}`;
}

/** The queues of all kinds. */
export function rowQueuesOf(fleet: Fleet): string[] {
  return batchKindSchema.options.map((kind) => queueOf(fleet, kind));
}

/** Where rows go that no machine could answer. */
export function deadQueueOf({ workspace }: Fleet): string {
  return `${workspace.id}/dead`;
}

/** The last part of a queue's name. */
export function kindOfQueue(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}
