import { closeSync, mkdirSync, openSync } from 'node:fs';
import {
  type Clock,
  type Logger,
  makePrivate,
  privateFileMode,
  privateFolder,
  silentLogger,
  toAppError,
} from '../base/index.ts';
import { logSlowStatements } from './connection/slowStatements.ts';
import { databaseFile } from './databaseFile.ts';
import { describeLoss, lookAtLastState } from './lastState.ts';
import type { Library, Readers } from './library.ts';
import { openDatabase } from './openDatabase.ts';
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
    mkdirSync(directory, privateFolder);
    // A restore that a crash interrupted after it was decided.
    finishRestore(directory);
  } catch (error) {
    throw toAppError(error);
  }
  let wasUpdated = false;
  const onUpdated = (): void => {
    wasUpdated = true;
  };
  const file = databaseFile(directory);
  makeDatabasePrivate(directory, file);
  const lastState = lookAtLastState(directory);
  const db = openDatabase(file, { onUpdated });
  lastState.begin(db.$client, clock.nowMs());
  const loss = describeLoss(directory);
  if (loss !== undefined) logger.warn(loss.detail, { advice: loss.advice });
  logSlowStatements(db.$client, logger);
  const readers: Readers =
    options.readers === 'threads'
      ? createReaderPool({ directory })
      : createInlineReaders(() => library);
  const library: Library = {
    ...{ directory, clock, db, readers, wasUpdated },
    close: () => {
      // A restore closed it and has put another library into the folder, with a past of its own.
      if (!db.$client.open) return;
      void readers.dispose();
      lastState.close(db.$client);
    },
  };
  return library;
}

/** What Trendroom itself makes in a library's folder: the user may keep other things there. */
const ownNames =
  /^(library|runner|update|base|restoring|restored|snapshot|before-restore)[.-]|^(media|work|uploads|backups|logs|branches|prefixes|team)$/;

/** SQLite gives its log the mode of the database, which is there before the first byte is. */
function makeDatabasePrivate(directory: string, file: string): void {
  try {
    closeSync(openSync(file, 'a', privateFileMode));
    makePrivate(directory, (name) => ownNames.test(name));
  } catch (error) {
    throw toAppError(error);
  }
}
