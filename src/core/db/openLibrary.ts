import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, type Logger, silentLogger, toAppError } from '../base/index.ts';
import { logSlowStatements } from './connection/slowStatements.ts';
import type { Library, Readers } from './library.ts';
import { databaseName, openDatabase } from './openDatabase.ts';
import { createInlineReaders } from './readers/inlineReaders.ts';
import { createReaderPool } from './readers/readerPool.ts';
import { finishRestore } from './swapLibrary.ts';

export interface LibraryOptions {
  directory: string;
  clock: Clock;
  /** Is told of slow statements. */
  logger?: Logger;
  /**
   * `threads`: long reads leave the event loop free. `inline`, the default: they run on it, which
   * is quicker for a program that reads once and ends, because a thread takes half a second to
   * start.
   */
  readers?: 'threads' | 'inline' | undefined;
}

/** Opens the library in `directory`, making it when there is none. */
export function openLibrary(options: LibraryOptions): Library {
  const { directory, clock, logger = silentLogger } = options;
  try {
    mkdirSync(directory, { recursive: true });
    // A restore that a crash interrupted after it was decided.
    finishRestore(directory);
  } catch (error) {
    throw toAppError(error);
  }
  let wasUpdated = false;
  const onUpdated = (): void => {
    wasUpdated = true;
  };
  const db = openDatabase(join(directory, databaseName), { onUpdated });
  logSlowStatements(db.$client, logger);
  const readers: Readers =
    options.readers === 'threads'
      ? createReaderPool({ directory })
      : createInlineReaders(() => library);
  const library: Library = {
    ...{ directory, clock, db, readers, wasUpdated },
    close: () => {
      void readers.dispose();
      db.$client.close();
    },
  };
  return library;
}
