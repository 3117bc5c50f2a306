import { queueMessages } from '../../messages/work/queue.ts';

const names: ReadonlyMap<string, string> = new Map(Object.entries(queueMessages.stages));

/** A stage of a job as people call it. */
export function stageName(name: string): string {
  return names.get(name) ?? name;
}
