import { getTableName } from 'drizzle-orm';
import { silentLogger, systemClock, toAppError } from '../../../src/core/base/index.ts';
import type { Library } from '../../../src/core/db/index.ts';
import * as tables from '../../../src/core/db/schema/index.ts';
import { createJobQueue } from '../../../src/core/jobs/index.ts';
import { listCollections, listVideos, verifyLibrary } from '../../../src/core/library/index.ts';
import { createSearch } from '../../../src/core/search/index.ts';
import { topicEmbedder } from '../../../src/core/search/testing/searchLibrary.ts';
import { openIn } from '../operations/openWork.ts';

export interface Everything {
  /** Rows, lists and hits, as text. */
  contents: string;
  /** With which code it was refused, or `verify` when that alone noticed something. */
  code?: string;
  /** An error that has no code. */
  bug?: string;
}

/** Opens a library, reads every row, lists, searches and verifies, as the program does. */
export async function readEverything(folder: string): Promise<Everything> {
  const found: Everything = { contents: '' };
  const note = (error: unknown): void => {
    const { code, message, cause } = toAppError(error);
    if (code !== 'internal.unexpected') found.code ??= code;
    else found.bug ??= `${message} ${cause instanceof Error ? cause.stack : ''}`;
  };
  let library: Library | undefined;
  try {
    library = openIn(folder);
    for (const read of readsOf(library)) {
      try {
        found.contents += `${JSON.stringify(await read())}\n`;
      } catch (error) {
        note(error);
      }
    }
    const { ok } = await verifyLibrary(library);
    if (!ok) found.code ??= 'verify';
  } catch (error) {
    note(error);
  } finally {
    library?.close();
  }
  return found;
}

const queries = ['holiday', 'onion budget', '"video 7"', 'sleep -phone', 'zzz'];
const readTables = Object.values(tables).filter((table) => isTable(table));

function isTable(value: unknown): value is typeof tables.videos {
  try {
    return getTableName(value as typeof tables.videos) !== undefined;
  } catch {
    return false;
  }
}

function readsOf(library: Library): (() => unknown)[] {
  const search = createSearch({ library, embedder: topicEmbedder() });
  const queue = createJobQueue({
    ...{ library, clock: systemClock, logger: silentLogger, kinds: [] },
  });
  return [
    ...readTables.map((table) => () => library.db.select().from(table).all()),
    () => listVideos(library, { limit: 1_000, offset: 0 }),
    () => listVideos(library, { limit: 1_000, offset: 0, text: 'video 1' }),
    () => listCollections(library),
    () => queue.list({ limit: 100 }),
    ...queries.map((query) => () => search.query({ query, limit: 20, filters: {} })),
  ];
}
