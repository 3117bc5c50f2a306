export { createModelStore, type ModelStore } from './createModelStore.ts';
export type { InstalledModel, ModelSource } from './installedModel.ts';
export {
  findPip,
  lastLine,
  type PythonCommand,
  pythonCommands,
  runPython,
} from './sources/python.ts';
export { withInstallLock } from './store/installLock.ts';
export { writeJsonAtomically } from './store/writeJsonAtomically.ts';
