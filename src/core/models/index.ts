export { createModelStore, type ModelStore } from './createModelStore.ts';
export type { InstalledModel, ModelSource } from './installedModel.ts';
