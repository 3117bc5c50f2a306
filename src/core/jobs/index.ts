export { ResourceSlots } from './admission/resourceSlots.ts';
export type { EnqueueOptions, NewJobOf } from './enqueue.ts';
export type {
  AnyJobKind,
  JobKind,
  ProgressDetail,
  Resource,
  Stage,
  StageContext,
  StopReason,
} from './jobKind.ts';
export { createJobQueue, type JobQueue } from './queue/jobQueue.ts';
export { runNow } from './runNow.ts';
export { createSchedules, type Schedules, type ScheduleTask } from './schedules/createSchedules.ts';
export type { ScheduledPayload, ScheduledRun } from './schedules/scheduledRun.ts';
export { jobPayload } from './store/jobPayload.ts';
export { latestJobs } from './store/latestJobs.ts';
