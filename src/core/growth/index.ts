export { createGrowthDatabase, type GrowthDatabase } from './database/growthDatabase.ts';
export { evaluateExperiment } from './evaluation/evaluateExperiment.ts';
export { planSize } from './evaluation/planSize.ts';
export { parseEvaluation, readEvaluationFile } from './evaluation/readEvaluationFile.ts';
export { createEvents, type Events } from './events/createEvents.ts';
export { createExperiments, type Experiments } from './experiments/createExperiments.ts';
export {
  createExperimentHistories,
  type ExperimentHistories,
} from './experiments/experimentHistory.ts';
export { readEvents } from './files/readEvents.ts';
export { readLifetimes } from './files/readLifetimes.ts';
export { readPlatformCounts } from './files/readPlatformCounts.ts';
export { createPublishing, type Publishing } from './publishing/createPublishing.ts';
export { createPush, type Push } from './push/createPush.ts';
export { createRetention, type RetentionTools } from './retention/createRetention.ts';
export { evaluateRetention } from './retention/evaluateRetention.ts';
