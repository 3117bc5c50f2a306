import { join } from 'node:path';
import { silentLogger, systemClock } from '../../../src/core/base/index.ts';
import { type Library, openLibrary } from '../../../src/core/db/index.ts';
import { type AnyJobKind, createJobQueue, type JobQueue } from '../../../src/core/jobs/index.ts';
import { tidyLibrary, verifyLibrary } from '../../../src/core/library/index.ts';

/** The library in an operation's folder. */
export function libraryIn(folder: string): string {
  return join(folder, 'library');
}

export function openIn(folder: string): Library {
  return openLibrary({ directory: libraryIn(folder), clock: systemClock });
}

/** Opens the library, lets `use` work with it, and closes it, whatever comes. */
export async function withLibrary<Result>(
  folder: string,
  use: (library: Library) => Result | Promise<Result>,
): Promise<Result> {
  const library = openIn(folder);
  try {
    return await use(library);
  } finally {
    await library.readers.dispose();
    library.close();
  }
}

/** The same with a queue of one kind, and what a start of the program removes. */
export async function withQueue<Kind extends AnyJobKind, Result>(
  folder: string,
  kindOf: (library: Library) => Kind,
  use: (work: { library: Library; queue: JobQueue; kind: Kind }) => Promise<Result>,
): Promise<Result> {
  return withLibrary(folder, async (library) => {
    tidyLibrary(library);
    const kind = kindOf(library);
    const queue = createJobQueue({
      library,
      clock: systemClock,
      logger: silentLogger,
      kinds: [kind],
    });
    try {
      return await use({ library, queue, kind });
    } finally {
      await queue.dispose();
    }
  });
}

/** Everything that `verify` finds but files without rows, which cost space and nothing else. */
export async function damageOf(library: Library): Promise<string[]> {
  const { problems } = await verifyLibrary(library);
  return problems
    .filter(({ kind }) => kind !== 'media-orphaned')
    .map(({ kind, detail }) => `${kind}: ${detail}`);
}

export function countRows({ db }: Library, tables: readonly string[]): Record<string, number> {
  const rows = (table: string): number =>
    db.$client.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  return Object.fromEntries(tables.map((table) => [table, rows(table)]));
}
