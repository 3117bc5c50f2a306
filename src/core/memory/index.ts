export { medianWithInterval } from './measures/medianInterval.ts';
export { createMeasuring, type Measuring } from './measures/stored/createMeasuring.ts';
export {
  listOutliersTask,
  listVelocitiesTask,
  measureChannelTask,
  measureVideoTask,
  patternRecordsTask,
  shareOfVoiceTask,
} from './readTasks.ts';
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
export { listTrendsTask } from './trends/readTasks.ts';
