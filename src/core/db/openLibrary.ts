import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, toAppError } from '../base/index.ts';
import { databaseName, type LibraryDatabase, openDatabase } from './openDatabase.ts';
import { finishRestore } from './swapLibrary.ts';

export interface LibraryOptions {
  directory: string;
  clock: Clock;
}

/** One opened library. Rooms reach its tables through the repositories of this room. */
export interface Library {
  readonly directory: string;
  readonly clock: Clock;
  readonly db: LibraryDatabase;
  /** This opening brought it from an earlier version's schema to this one's. */
  readonly wasUpdated: boolean;
  close(): void;
}

/** Opens the library in `directory`, making it when there is none. */
export function openLibrary({ directory, clock }: LibraryOptions): Library {
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
  return { directory, clock, db, wasUpdated, close: () => void db.$client.close() };
}
