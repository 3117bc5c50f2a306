export { AppError, hasSystemCode, toAppError } from './appError.ts';
export { AsyncQueue } from './asyncQueue.ts';
export { type Clock, steadyClock, systemClock } from './clock.ts';
export { csvCell } from './csvCell.ts';
export { type AsyncResource, CleanupStack } from './disposable.ts';
export { fileStem } from './files/fileStem.ts';
export { type InputFile, openInputFile, readInputFile } from './files/inputFile.ts';
export { entryBelow, pathBelow } from './files/pathBelow.ts';
export {
  keepFilesPrivate,
  makePrivate,
  privateFileMode,
  privateFolder,
} from './files/privateFiles.ts';
export {
  synchronise,
  synchroniseName,
  synchroniseNameNow,
  synchroniseNow,
} from './files/synchronise.ts';
export { jobMessages } from './jobMessages.ts';
export { type Logger, silentLogger } from './logger.ts';
export { newId } from './newId.ts';
export { benjaminiHochberg } from './numbers/benjaminiHochberg.ts';
export { fuseRanks, rankShare } from './numbers/fuseRanks.ts';
export { median } from './numbers/median.ts';
export { dot, floatsOf } from './numbers/vectors.ts';
export {
  type FramePrint,
  type PictureHash,
  packFrames,
  packSound,
  unpackFrames,
  unpackSound,
} from './packedPrints.ts';
export { interactivePriority, priorities } from './priority.ts';
export { FreeCores, processorTimes } from './processes/freeCores.ts';
export {
  codeFolders,
  processFile,
  programRoot,
  startProcessesFrom,
} from './processes/programFiles.ts';
export { runInBackground } from './processes/runInBackground.ts';
export { sleepingThreads } from './processes/sleepingThreads.ts';
export { withoutSecrets } from './processes/withoutSecrets.ts';
export {
  instantiate,
  type WasmMemory,
  wasmFunction,
  wasmMemory,
  wasmPageBytes,
} from './webAssembly.ts';
