import { eq, sql } from 'drizzle-orm';
import {
  type SavedSearch,
  type SavedSearchId,
  type SearchFilters,
  searchFiltersSchema,
  type VideoId,
} from '../../../contract/index.ts';
import { AppError, newId } from '../../base/index.ts';
import { type Library, savedSearches } from '../../db/index.ts';

type Row = typeof savedSearches.$inferSelect;

/** By name. */
export function listSavedSearches(library: Library): SavedSearch[] {
  const { db } = library;
  const counts = new Map(
    db.$client
      .prepare<[], [SavedSearchId, number]>(
        'SELECT search_id, count(*) FROM saved_search_videos WHERE is_seen = 0 GROUP BY search_id',
      )
      .raw()
      .all(),
  );
  const rows = db.select().from(savedSearches).orderBy(sql`name COLLATE NOCASE`).all();
  return rows.map((row) => toSavedSearch(row, counts.get(row.id) ?? 0));
}

/** Errors: `search.notFound`. */
export function getSavedSearch(library: Library, id: SavedSearchId): SavedSearch {
  const found = listSavedSearches(library).find((search) => search.id === id);
  if (found === undefined) throw new AppError('search.notFound', 'Saved search not found.');
  return found;
}

/** A whole id from an id, its unique beginning, or a name. Errors: `search.notFound`. */
export function resolveSavedSearchId(library: Library, given: string): SavedSearchId {
  const rows = library.db
    .select({ id: savedSearches.id, name: savedSearches.name })
    .from(savedSearches)
    .where(sql`substr(id, 1, ${given.length}) = ${given} OR name = ${given} COLLATE NOCASE`)
    .limit(3)
    .all();
  const exact =
    rows.find(({ id }) => id === given) ??
    rows.find(({ name }) => name.toLowerCase() === given.toLowerCase()) ??
    (rows.length === 1 ? rows[0] : undefined);
  if (exact !== undefined) return exact.id;
  const what = rows.length === 0 ? 'No saved search named' : 'More than one saved search named';
  throw new AppError('search.notFound', `${what} ${given}.`);
}

/** What it finds now is not new. Errors: `search.nameTaken`. */
export function saveSearch(
  library: Library,
  { name, query, filters }: Pick<SavedSearch, 'name' | 'query' | 'filters'>,
): SavedSearch {
  requireFree(library, name);
  const id = newId<SavedSearchId>();
  const now = library.clock.nowMs();
  library.db
    .insert(savedSearches)
    .values({
      ...{ id, name, query, filters: JSON.stringify(filters) },
      ...{ createdAtMs: now, lookedAtMs: now, sinceMs: sinceMs(library) },
    })
    .run();
  return getSavedSearch(library, id);
}

/** Errors: `search.nameTaken`, `search.notFound`. */
export function renameSavedSearch(library: Library, id: SavedSearchId, name: string): SavedSearch {
  requireFree(library, name, id);
  library.db.update(savedSearches).set({ name }).where(eq(savedSearches.id, id)).run();
  return getSavedSearch(library, id);
}

export function removeSavedSearch(library: Library, id: SavedSearchId): SavedSearch {
  const removed = getSavedSearch(library, id);
  library.db.delete(savedSearches).where(eq(savedSearches.id, id)).run();
  return removed;
}

/** When videos that may be new to a search began to come. */
export function newSinceMs(library: Library, id: SavedSearchId): number | undefined {
  const row = library.db.select().from(savedSearches).where(eq(savedSearches.id, id)).get();
  return row?.sinceMs;
}

/** Adds videos that it finds; those that were seen stay seen. */
export function addFound(library: Library, id: SavedSearchId, videoIds: readonly VideoId[]): void {
  library.db.$client
    .prepare<[SavedSearchId, string, SavedSearchId]>(
      `INSERT OR IGNORE INTO saved_search_videos (search_id, video_id)
       SELECT ?, v.id FROM videos v WHERE v.id IN (SELECT value FROM json_each(?))
         AND EXISTS (SELECT 1 FROM saved_searches WHERE id = ?)`,
    )
    .run(id, JSON.stringify(videoIds), id);
}

/** Takes note of what is new, the newest first: it is new no more. */
export function markLooked(library: Library, id: SavedSearchId): VideoId[] {
  const { db, clock } = library;
  return db.transaction(() => {
    const found = db.$client
      .prepare<[SavedSearchId], VideoId>(
        `SELECT s.video_id FROM saved_search_videos s JOIN videos v ON v.id = s.video_id
         WHERE s.search_id = ? AND s.is_seen = 0 ORDER BY v.created_at_ms DESC, v.id`,
      )
      .pluck()
      .all(id);
    const since = sinceMs(library);
    db.update(savedSearches)
      .set({ lookedAtMs: clock.nowMs(), sinceMs: since })
      .where(eq(savedSearches.id, id))
      .run();
    db.$client
      .prepare<[SavedSearchId]>('UPDATE saved_search_videos SET is_seen = 1 WHERE search_id = ?')
      .run(id);
    // Videos that cannot be found as new again need not be known as seen.
    db.$client
      .prepare<[SavedSearchId, number]>(
        `DELETE FROM saved_search_videos WHERE search_id = ? AND video_id IN (
           SELECT id FROM videos WHERE created_at_ms < ?)`,
      )
      .run(id, since);
    return found;
  });
}

const dayMs = 86_400_000;

/** Now, or when the oldest of the videos that are being ingested was added; a failed one is not waited for. */
function sinceMs({ db, clock }: Library): number {
  const now = clock.nowMs();
  const oldest = db.$client
    .prepare<[number], number | null>(
      `SELECT min(created_at_ms) FROM videos WHERE ingest_state = 'partial'
         AND storage <> 'none' AND created_at_ms > ?`,
    )
    .pluck()
    .get(now - dayMs);
  return Math.min(now + 1, oldest ?? now + 1);
}

function requireFree({ db }: Library, name: string, except?: SavedSearchId): void {
  const taken = db
    .select({ id: savedSearches.id })
    .from(savedSearches)
    .where(sql`name = ${name} COLLATE NOCASE`)
    .get();
  if (taken === undefined || taken.id === except) return;
  throw new AppError('search.nameTaken', `There is a saved search named ${name} already.`);
}

function toSavedSearch(row: Row, newVideos: number): SavedSearch {
  const { id, name, query, createdAtMs, lookedAtMs } = row;
  return { id, name, query, filters: filtersOf(row.filters), createdAtMs, lookedAtMs, newVideos };
}

/** Damaged ones are none. */
function filtersOf(text: string): SearchFilters {
  try {
    return searchFiltersSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
