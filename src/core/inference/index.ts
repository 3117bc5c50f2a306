export { createInference, type Inference } from './createInference.ts';
export type { EngineView } from './engineView.ts';
export type * from './languageModel.ts';
export { createModelStore, type ModelStore } from './models/createModelStore.ts';
export type { InstalledModel, ModelSource } from './models/installedModel.ts';
export {
  findPip,
  lastLine,
  type PythonCommand,
  pythonCommands,
  runPython,
} from './models/sources/python.ts';
export { withInstallLock } from './models/store/installLock.ts';
export { writeJsonAtomically } from './models/store/writeJsonAtomically.ts';
