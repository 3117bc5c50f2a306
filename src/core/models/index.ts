export type { InstalledModel, ModelSource } from './installedModel.ts';
