export {
  createModelStore,
  type ImportFileOptions,
  type InstallOptions,
  type ModelStore,
  type ModelStoreOptions,
} from './createModelStore.ts';
export type { InstalledModel, ModelSource } from './installedModel.ts';
