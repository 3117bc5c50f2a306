export { AppError, hasSystemCode, toAppError } from './appError.ts';
export { AsyncQueue } from './asyncQueue.ts';
export { benjaminiHochberg } from './benjaminiHochberg.ts';
export { type Clock, steadyClock, systemClock } from './clock.ts';
export { csvCell } from './csvCell.ts';
export { type AsyncResource, CleanupStack } from './disposable.ts';
export { fileStem } from './fileStem.ts';
export { FreeCores, processorTimes } from './freeCores.ts';
export { fuseRanks, rankShare } from './fuseRanks.ts';
export { type InputFile, openInputFile, readInputFile } from './inputFile.ts';
export { jobMessages } from './jobMessages.ts';
export { type Logger, silentLogger } from './logger.ts';
export { median } from './median.ts';
export { newId } from './newId.ts';
export { entryBelow, pathBelow } from './pathBelow.ts';
export { interactivePriority, priorities } from './priority.ts';
export {
  keepFilesPrivate,
  makePrivate,
  privateFileMode,
  privateFolder,
} from './privateFiles.ts';
export { runInBackground } from './runInBackground.ts';
export {
  synchronise,
  synchroniseName,
  synchroniseNameNow,
  synchroniseNow,
} from './synchronise.ts';
export { dot, floatsOf } from './vectors.ts';
export {
  instantiate,
  type WasmMemory,
  wasmFunction,
  wasmMemory,
  wasmPageBytes,
} from './webAssembly.ts';
export { withoutSecrets } from './withoutSecrets.ts';
