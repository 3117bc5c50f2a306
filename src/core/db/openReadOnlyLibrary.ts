import { systemClock } from '../base/index.ts';
import { databaseFile } from './databaseFile.ts';
import type { Library } from './library.ts';
import { openReadOnly } from './openDatabase.ts';
import { createInlineReaders } from './readers/inlineReaders.ts';

/** A library of this version's schema whose database is only read. */
export function openReadOnlyLibrary(directory: string): Library {
  const db = openReadOnly(databaseFile(directory));
  const library: Library = {
    ...{ directory, clock: systemClock, db, wasUpdated: false },
    readers: createInlineReaders(() => library),
    close: () => void db.$client.close(),
  };
  return library;
}
