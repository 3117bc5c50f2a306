import { queueMessages } from '../messages/queue.ts';

const names: ReadonlyMap<string, string> = new Map([
  ['screenText', queueMessages.stages.screenText],
]);

/** A stage of a job as people call it. */
export function stageName(name: string): string {
  return names.get(name) ?? name;
}
