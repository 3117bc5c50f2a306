export { createInference, type Inference, type InferenceOptions } from './createInference.ts';
export type { EngineView } from './engineView.ts';
export type * from './languageModel.ts';
export type { CpuSlots } from './sharedSlot.ts';
