import type { Clock } from '../base/index.ts';
import type { LibraryDatabase } from './openDatabase.ts';

/** One opened library. Rooms reach its tables through the repositories of this room. */
export interface Library {
  readonly directory: string;
  readonly clock: Clock;
  readonly db: LibraryDatabase;
  /** This opening brought it from an earlier version's schema to this one's. */
  readonly wasUpdated: boolean;
  /** Where reads run that may take long. */
  readonly readers: Readers;
  close(): void;
}

/**
 * `interactive`: a person waits for it. `background`: it may take minutes (verify, copy, compare),
 * and never takes the last thread.
 */
export type ReadPriority = 'interactive' | 'background';

export interface ReadControl {
  signal?: AbortSignal | undefined;
}

/**
 * A read that may take long. Input and output cross threads: they are structured clones. `run` only
 * reads: on a reader thread its library's connection is read-only.
 */
export interface ReadTask<Input, Output> {
  /** Unique; the reader thread finds the task by it. */
  readonly name: string;
  readonly priority: ReadPriority;
  run(library: Library, input: Input, control: ReadControl): Output | Promise<Output>;
}

/** Runs reads beside the library's one writer. A read sees all that was committed before it. */
export interface Readers {
  /** Errors: `job.cancelled` as soon as the signal aborts, `worker.crashed`, the task's own. */
  run<Input, Output>(
    task: ReadTask<Input, Output>,
    input: Input,
    control?: ReadControl,
  ): Promise<Output>;
  /** Cancels what runs and waits until no connection is open. */
  dispose(): Promise<void>;
}
