import type { CodeId, CodingId, Quote, VideoId } from '../../../contract/index.ts';
import { AppError, newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { codesBelow } from './codeRepository.ts';

export interface QuoteQuery {
  /** With those below it. */
  codeId?: CodeId | undefined;
  videoId?: VideoId | undefined;
  coder?: string | undefined;
  limit: number;
}

export interface FoundQuotes {
  quotes: Quote[];
  /** Those beyond the limit, too. */
  total: number;
}

/** Words that are heard in the span for half of their length or more; without words, the segments. */
const saidSql = `coalesce(
  (SELECT group_concat(text, ' ') FROM (SELECT trim(w.text) AS text FROM transcript_words w
    WHERE w.video_id = g.video_id AND (w.start_ms + w.end_ms) / 2 >= g.start_ms
      AND (w.start_ms + w.end_ms) / 2 < g.end_ms ORDER BY w.segment_position, w.position)),
  (SELECT group_concat(text, ' ') FROM (SELECT trim(s.text) AS text FROM transcript_segments s
    WHERE s.video_id = g.video_id AND s.start_ms < g.end_ms AND s.end_ms > g.start_ms
      AND NOT EXISTS (SELECT 1 FROM transcript_words w WHERE w.video_id = g.video_id)
    ORDER BY s.position)), '')`;

const fromSql = `FROM codings g JOIN codes c ON c.id = g.code_id JOIN videos v ON v.id = g.video_id`;
const selectSql = `SELECT g.id, g.code_id AS codeId, c.name AS code, c.colour, g.video_id AS videoId,
  v.title, g.start_ms AS startMs, g.end_ms AS endMs, g.coder, g.created_at_ms AS createdAtMs,
  ${saidSql} AS said ${fromSql}`;

/** Coded spans by video and time, and how many fit in all. */
export function listQuotes(library: Library, filter: QuoteQuery): FoundQuotes {
  const { $client } = library.db;
  const { codeId, videoId, coder, limit } = filter;
  const codeIds = codeId === undefined ? null : JSON.stringify(codesBelow(library, codeId));
  const where = `WHERE (:codeIds IS NULL OR g.code_id IN (SELECT value FROM json_each(:codeIds)))
    AND (:videoId IS NULL OR g.video_id = :videoId) AND (:coder IS NULL OR g.coder = :coder)`;
  const values = { codeIds, videoId: videoId ?? null, coder: coder ?? null };
  const quotes = $client
    .prepare<unknown[], Quote>(
      `${selectSql} ${where}
       ORDER BY v.title COLLATE NOCASE, v.id, g.start_ms, g.end_ms, c.name, g.id LIMIT :limit`,
    )
    .all({ ...values, limit });
  const total = $client
    .prepare<unknown[], number>(`SELECT count(*) ${fromSql} ${where}`)
    .pluck()
    .get(values);
  return { quotes, total: total ?? 0 };
}

/** The same code at the same span by the same coder is there once. The ids are known to exist. */
export function applyCode(
  library: Library,
  coding: { codeId: CodeId; videoId: VideoId; startMs: number; endMs: number; coder: string },
): Quote {
  const { $client } = library.db;
  $client
    .prepare(
      `INSERT OR IGNORE INTO codings (id, code_id, video_id, start_ms, end_ms, coder, created_at_ms)
       VALUES (:id, :codeId, :videoId, :startMs, :endMs, :coder, :createdAtMs)`,
    )
    .run({ ...coding, id: newId<CodingId>(), createdAtMs: library.clock.nowMs() });
  const id = $client
    .prepare<unknown[], CodingId>(
      `SELECT id FROM codings WHERE (code_id, video_id, start_ms, end_ms, coder) =
         (:codeId, :videoId, :startMs, :endMs, :coder)`,
    )
    .pluck()
    .get(coding);
  return getQuote(library, id ?? newId<CodingId>());
}

/** Takes a code off a span; returns what it was. Errors: `coding.notFound`. */
export function unapplyCode(library: Library, id: CodingId): Quote {
  const quote = getQuote(library, id);
  library.db.$client.prepare('DELETE FROM codings WHERE id = ?').run(id);
  return quote;
}

function getQuote({ db }: Library, id: CodingId): Quote {
  const quote = db.$client.prepare<[CodingId], Quote>(`${selectSql} WHERE g.id = ?`).get(id);
  if (quote === undefined) throw new AppError('coding.notFound', `Coded span ${id} not found.`);
  return quote;
}
