import type { Library } from '../../db/index.ts';
import { inSlices } from '../inSlices.ts';

const indexes = ['chunks_fts', 'documents_fts'] as const;
type WordIndex = (typeof indexes)[number];

/** Pages of an index that one statement merges: some 6 ms of a core. */
const sliceOfPages = 32;
/** Fewer are read as quickly as one. */
const fewSegments = 2;
/**
 * While the largest segment has this share of the pages, what merging saves is not worth writing all
 * of them anew. What is written for each new page is thereby at most 1 / (1 - 0.8) pages.
 */
const settledShare = 0.8;

/**
 * Merges the segments of the word indexes, a slice at a time, where many have gathered: FTS5 looks in
 * each of them for every word, and a search for two common words among 100,000 chunks took 47 ms with
 * nine segments and 19 with one. Ingest adds a segment with each video, and FTS5 itself merges only
 * those of like size. (https://sqlite.org/fts5.html#the_merge_command)
 * Rejects once the signal is aborted; what was merged until then stays.
 */
export async function mergeWordIndexes(library: Library, signal: AbortSignal): Promise<void> {
  for (const index of indexes) {
    if (!isScattered(library, index)) continue;
    signal.throwIfAborted();
    // A negative number makes all segments ones to be merged, a positive one goes on.
    let pages = -sliceOfPages;
    await inSlices(() => {
      const isDone = merge(library, index, pages);
      pages = sliceOfPages;
      return isDone;
    }, signal);
  }
}

function isScattered({ db }: Library, index: WordIndex): boolean {
  const pages = db.$client
    .prepare<[], number>(`SELECT count(*) FROM ${index}_idx GROUP BY segid`)
    .pluck()
    .all();
  const total = pages.reduce((sum, count) => sum + count, 0);
  return pages.length > fewSegments && Math.max(...pages) < total * settledShare;
}

/** True when nothing is left: the statement itself counts as one change. */
function merge({ db }: Library, index: WordIndex, pages: number): boolean {
  const changes = db.$client.prepare<[], number>('SELECT total_changes()').pluck();
  const before = changes.get() ?? 0;
  db.$client.prepare(`INSERT INTO ${index} (${index}, rank) VALUES ('merge', ?)`).run(pages);
  return (changes.get() ?? 0) - before < 2;
}
