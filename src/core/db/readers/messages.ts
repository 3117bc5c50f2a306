import type { ErrorCode } from '../../../contract/index.ts';

/** Between the pool and one reader thread. A thread has at most one call at a time. */
export type ToReader = { type: 'run'; name: string; input: unknown } | { type: 'cancel' };

export type FromReader =
  | { type: 'done'; output: unknown }
  | { type: 'failed'; code: ErrorCode; message: string };

/** What a thread is started with. */
export interface ReaderOptions {
  /** Of the library. */
  directory: string;
  /** It gets what others leave of the machine. */
  isBackground: boolean;
}
