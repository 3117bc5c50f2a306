import { type CodeId, codingIdSchema, type VideoId } from '../../../../contract/index.ts';
import { newId } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { QdaNote } from './qdaProject.ts';

interface Span {
  videoId: VideoId;
  startMs: number;
  endMs: number;
}

/** Adds one unless it is there; true when it was added. */
type Write<T> = (thing: T) => boolean;

/** Codings keep the guid of the file as their id where it is free. */
export function codingWriter({
  db,
  clock,
}: Library): Write<
  Span & { codeId: CodeId; coder: string; guid: string; createdAtMs?: number | undefined }
> {
  const isThere = db.$client
    .prepare<unknown[], number>(
      `SELECT 1 FROM codings WHERE (code_id, video_id, start_ms, end_ms, coder) =
         (:codeId, :videoId, :startMs, :endMs, :coder)`,
    )
    .pluck();
  const isTaken = db.$client
    .prepare<[string], number>('SELECT 1 FROM codings WHERE id = ?')
    .pluck();
  const add = db.$client.prepare(
    `INSERT INTO codings (id, code_id, video_id, start_ms, end_ms, coder, created_at_ms)
     VALUES (:id, :codeId, :videoId, :startMs, :endMs, :coder, :createdAtMs)`,
  );
  return ({ guid, createdAtMs = clock.nowMs(), ...coding }) => {
    if (isThere.get(coding) !== undefined) return false;
    const keepsGuid = guid !== '' && isTaken.get(guid) === undefined;
    add.run({ ...coding, id: keepsGuid ? codingIdSchema.parse(guid) : newId(), createdAtMs });
    return true;
  };
}

/** The same text at the same time is there once. A span without a length is a moment. */
export function noteWriter({ db, clock }: Library): Write<Span & QdaNote> {
  const isThere = db.$client
    .prepare<unknown[], number>(
      `SELECT 1 FROM video_notes WHERE video_id = :videoId AND start_ms = :startMs
         AND end_ms IS :endMs AND text = :text`,
    )
    .pluck();
  const isTaken = db.$client
    .prepare<[string], number>('SELECT 1 FROM video_notes WHERE id = ?')
    .pluck();
  const add = db.$client.prepare(
    `INSERT INTO video_notes (id, video_id, start_ms, end_ms, text, created_at_ms)
     VALUES (:id, :videoId, :startMs, :endMs, :text, :createdAtMs)`,
  );
  return ({ guid, videoId, startMs, endMs, text, createdAtMs = clock.nowMs() }) => {
    const note = { videoId, startMs, endMs: endMs > startMs ? endMs : null, text };
    if (isThere.get(note) !== undefined) return false;
    add.run({ ...note, id: isTaken.get(guid) === undefined ? guid : newId(), createdAtMs });
    return true;
  };
}
