import type { LibraryDatabase } from '../../db/index.ts';

type Client = LibraryDatabase['$client'];

/** A statement that each connection compiles once: capturing runs it for every record. */
export function perConnection<Statement>(
  make: (client: Client) => Statement,
): (db: LibraryDatabase) => Statement {
  const kept = new WeakMap<Client, Statement>();
  return ({ $client }) => {
    const statement = kept.get($client) ?? make($client);
    kept.set($client, statement);
    return statement;
  };
}
