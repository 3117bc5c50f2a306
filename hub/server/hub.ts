import type { Copies } from './away/copies.ts';
import type { WatchedDatabase } from './away/watchDatabase.ts';
import type { Documents } from './documents/documents.ts';
import type { Measures } from './monitor/measures.ts';
import type { Push } from './push/createPush.ts';
import type { Store } from './store.ts';

/** What the process holds: opened once by instrumentation.ts, for pages, calls and the proxy alike. */
export interface Hub {
  database: Pick<WatchedDatabase, 'query' | 'awaySinceMs'>;
  store: Store;
  /** For while the database is away. */
  copies: Copies;
  documents: Documents;
  /** Of this process alone: it asks itself for documents. */
  innerToken: string;
  /** No other process changes the database. */
  isAlone: boolean;
  measures: Measures;
  push: Push;
  /** Shared with the desks that may publish. */
  secret: string;
  /** Where readers find the hub, without a slash at its end. */
  origin: string;
  name: string;
}

declare global {
  var trendroomHub: Hub | undefined;
}

export function hub(): Hub {
  if (globalThis.trendroomHub === undefined) throw new Error('The hub’s database is not open.');
  return globalThis.trendroomHub;
}
