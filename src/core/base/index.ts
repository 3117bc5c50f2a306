export { AppError, hasSystemCode, toAppError } from './appError.ts';
export { AsyncQueue } from './asyncQueue.ts';
export { type Clock, systemClock } from './clock.ts';
export { type AsyncResource, CleanupStack } from './disposable.ts';
export { fuseRanks } from './fuseRanks.ts';
export { type Logger, silentLogger } from './logger.ts';
export { median } from './median.ts';
export { newId } from './newId.ts';
export { interactivePriority, priorities } from './priority.ts';
