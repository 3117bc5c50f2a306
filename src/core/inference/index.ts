export {
  type CpuSlots,
  createInference,
  type Inference,
  type InferenceOptions,
} from './createInference.ts';
export type * from './languageModel.ts';
