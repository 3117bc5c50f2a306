import { performance } from 'node:perf_hooks';
import type { Library } from '../../db/index.ts';
import { inSlices } from '../inSlices.ts';

interface StaleDocument {
  id: number;
  text: string | null;
}

/** Of what people say about a video, the best; a video may have thousands of comments. */
const maxComments = 200;
const maxCharacters = 200_000;
const pageSize = 20;

/** A title that was made of the description would count its words twice. */
const titleSql = `CASE WHEN instr(replace(v.description, char(10), ' '), rtrim(v.title, '…')) = 1
  THEN NULL ELSE v.title END`;

/** All words of a video, one part a line. Equal weights: others found no more (docs/search.md). */
const staleSql = `
  SELECT d.id, substr(concat_ws(char(10), ${titleSql}, v.description,

    (SELECT group_concat(value, ' ') FROM json_each(CASE WHEN json_valid(v.tags) THEN v.tags END)),
    (SELECT name FROM channels WHERE id = v.channel_id), v.sound_name,
    (SELECT group_concat(text, char(10)) FROM chunks
       WHERE video_id = v.id AND kind NOT IN ('title', 'comment')),
    (SELECT group_concat(text, char(10)) FROM (SELECT text FROM comments WHERE video_id = v.id
       ORDER BY likes DESC NULLS LAST, key LIMIT ${maxComments}))),
    1, ${maxCharacters}) AS text
  FROM video_documents d JOIN videos v ON v.id = d.video_id
  WHERE d.is_stale = 1 ORDER BY d.id LIMIT ${pageSize}`;

/**
 * Indexes the words of videos that changed, for about `budgetMs` at most. True when none is left.
 * Whoever searches calls it first, whoever writes much calls it now and then.
 */
export function refreshDocuments(library: Library, budgetMs: number): boolean {
  const { $client } = library.db;
  const stale = $client.prepare<[], StaleDocument>(staleSql);
  const remove = $client.prepare('DELETE FROM documents_fts WHERE rowid = ?');
  const insert = $client.prepare('INSERT INTO documents_fts (rowid, text) VALUES (?, ?)');
  const clear = $client.prepare('UPDATE video_documents SET is_stale = 0 WHERE id = ?');
  const startedAtMs = performance.now();
  const isOver = (): boolean => performance.now() - startedAtMs >= budgetMs;
  if (!hasStale(library)) return true;
  do {
    const isLast = library.db.transaction(
      () => {
        const page = stale.all();
        for (const { id, text } of page) {
          // FTS5 takes row numbers as integers only.
          remove.run(BigInt(id));
          insert.run(BigInt(id), text ?? '');
          clear.run(id);
          if (isOver()) return false;
        }
        return page.length < pageSize;
      },
      { behavior: 'immediate' },
    );
    if (isLast) return true;
  } while (!isOver());
  return false;
}

/** So long the core does nothing else. */
const sliceMs = 8;

/** All that is left, a slice at a time. Rejects with the signal's reason. */
export async function refreshAllDocuments(library: Library, signal: AbortSignal): Promise<void> {
  await inSlices(() => refreshDocuments(library, sliceMs), signal);
}

function hasStale({ db }: Library): boolean {
  return (
    db.$client.prepare('SELECT 1 FROM video_documents WHERE is_stale = 1 LIMIT 1').get() !==
    undefined
  );
}
