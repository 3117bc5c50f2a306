import type { Library } from '../library.ts';

/**
 * A function that answers true when another connection, and so perhaps another process, has
 * committed to the library since it was last asked. It costs microseconds: SQLite keeps a counter
 * in shared memory, which this connection's own commits leave alone
 * (https://www.sqlite.org/pragma.html#pragma_data_version).
 */
export function otherWriters({ db }: Library): () => boolean {
  const version = db.$client.prepare<[], number>('PRAGMA data_version').pluck();
  let last = version.get();
  return () => {
    const now = version.get();
    const hasChanged = now !== last;
    last = now;
    return hasChanged;
  };
}
