export { evaluateExperiment } from './evaluation/evaluateExperiment.ts';
export { planSize } from './evaluation/planSize.ts';
export { parseEvaluation, readEvaluationFile } from './evaluation/readEvaluationFile.ts';
export { evaluateRetention } from './retention/evaluateRetention.ts';
export { readLifetimes } from './retention/readLifetimes.ts';
