import { nearestOpeningTask } from './ranking/nearestOpening.ts';

/** All of this room, for the reader thread. */
export const draftReadTasks = [nearestOpeningTask] as const;
