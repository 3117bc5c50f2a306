export { ResourceSlots, type SlotCapacity } from './admission/resourceSlots.ts';
export type { AnyJobKind, JobKind, Resource, Stage, StageContext } from './jobKind.ts';
export { createJobQueue, type JobQueue, type JobQueueOptions } from './jobQueue.ts';
export { createSchedules, type Schedules, type ScheduleTask } from './schedules/createSchedules.ts';
export {
  beginScheduleRun,
  endScheduleRun,
  getSchedule,
  interruptScheduleRuns,
  listScheduleRuns,
  setSchedule,
} from './schedules/scheduleRepository.ts';
export { findUnfinishedJob } from './store/findUnfinishedJob.ts';
export { jobPayload } from './store/jobPayload.ts';
export type { JobMark, StoredJob } from './store/jobReads.ts';
export { isFinal, type JobEnd, JobRepository, type StoredError } from './store/jobRepository.ts';
