export { medianWithInterval } from './measures/estimates/medianInterval.ts';
export { wilson } from './measures/estimates/wilson.ts';
export { createMeasuring, type Measuring } from './measures/stored/createMeasuring.ts';
export { type PairedViews, pairedViews } from './measures/views/pairedViews.ts';
export {
  codeRecordsTask,
  listOutliersTask,
  listVelocitiesTask,
  measureChannelTask,
  measureVideoTask,
  patternRecordsTask,
  shareOfVoiceTask,
} from './readTasks.ts';
export {
  type CountedSubject,
  listSubjects,
  resolveSubject,
  type Subject,
} from './subjects/findSubjects.ts';
export {
  measureSubject,
  type SubjectMeasures,
  type SubjectVideo,
} from './subjects/measureSubject.ts';
export { videoRates } from './subjects/videoRates.ts';
export { findTopicsTask } from './topics/findTopics.ts';
export {
  editTopic,
  listTopics,
  mergeTopic,
  resolveTopicId,
  splitTopic,
} from './topics/store/topicRepository.ts';
export {
  areTopicsDue,
  createTopicsKind,
  enqueueTopics,
  type TopicsPayload,
} from './topics/topicsKind.ts';
export { createTrends, type Trends } from './trends/createTrends.ts';
export type { VideoRate } from './trends/readRates.ts';
export { listTrendsTask } from './trends/readTasks.ts';
