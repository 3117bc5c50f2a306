export { createInference, type Inference } from './createInference.ts';
export { type EngineView, stoppedStats } from './engineView.ts';
export type * from './languageModel.ts';
export { loadRecommended, recommendModels } from './models/catalogue/recommended.ts';
export { createModelStore, type ModelStore } from './models/createModelStore.ts';
export {
  enqueueModelDownloads,
  type ModelDownloadTools,
} from './models/downloads/enqueueModelDownloads.ts';
export {
  createModelDownloadKind,
  type ModelDownloadPayload,
} from './models/downloads/modelDownloadKind.ts';
export { createModelHub, type ModelHub } from './models/hub/createModelHub.ts';
export { createHeaderReader } from './models/imported/headerReader.ts';
export type { InstalledModel, ModelSource } from './models/installedModel.ts';
export { createModelFinder } from './models/scan/createModelFinder.ts';
export {
  findPip,
  lastLine,
  type PythonCommand,
  pythonCommands,
  runPython,
} from './models/sources/python.ts';
export { withInstallLock } from './models/store/installLock.ts';
export { writeJsonAtomically } from './models/store/writeJsonAtomically.ts';
