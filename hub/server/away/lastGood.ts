import { unstable_rethrow } from 'next/navigation';
import { hub } from '../hub.ts';
import type { Shelf } from './copies.ts';

/** Since when the database has not answered; undefined where it does. */
export interface MaybeAway {
  awaySinceMs: number | undefined;
}

/**
 * What `read` gives, or, while the database is away, the last that it gave. Errors: those of `read`
 * while the database answers, or where nothing was kept.
 */
export async function lastGood<Value extends { readAtMs: number }>(
  shelf: Shelf<Value>,
  key: string,
  read: () => Promise<Value>,
): Promise<Value & MaybeAway> {
  const { database } = hub();
  try {
    const value = await read();
    shelf.keep(key, value);
    return { ...value, awaySinceMs: database.awaySinceMs() };
  } catch (error) {
    unstable_rethrow(error);
    const kept = shelf.get(key);
    const awaySinceMs = database.awaySinceMs();
    if (kept === undefined || awaySinceMs === undefined) throw error;
    return { ...kept, awaySinceMs };
  }
}
