export { ResourceSlots, type SlotCapacity } from './admission/resourceSlots.ts';
export type { AnyJobKind, JobKind, Resource, Stage, StageContext } from './jobKind.ts';
export { createJobQueue, type JobQueue, type JobQueueOptions } from './jobQueue.ts';
