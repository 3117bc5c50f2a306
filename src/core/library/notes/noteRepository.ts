import type { FoundNote, NoteDto, NoteId, VideoId } from '../../../contract/index.ts';
import { AppError, newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';

interface Row {
  id: NoteId;
  videoId: VideoId;
  title: string;
  startMs: number;
  endMs: number | null;
  text: string;
  createdAtMs: number;
  editedAtMs: number | null;
}

const columns = `n.id, n.video_id AS videoId, v.title, n.start_ms AS startMs, n.end_ms AS endMs,
  n.text, n.created_at_ms AS createdAtMs, n.edited_at_ms AS editedAtMs
  FROM video_notes n JOIN videos v ON v.id = n.video_id`;

/** The notes of a video in the order of their times, or of all videos, the newest first. */
export function listNotes(
  { db }: Library,
  options: { videoId?: VideoId | undefined; text?: string | undefined; limit: number },
): FoundNote[] {
  const { videoId, text = '', limit } = options;
  const order =
    videoId === undefined ? 'n.created_at_ms DESC, n.id' : 'n.start_ms, n.created_at_ms, n.id';
  return db.$client
    .prepare<unknown[], Row>(
      `SELECT ${columns} WHERE (:videoId IS NULL OR n.video_id = :videoId)
         AND (:text = '' OR instr(lower(n.text), lower(:text)) > 0)
       ORDER BY ${order} LIMIT :limit`,
    )
    .all({ videoId: videoId ?? null, text: text.trim(), limit })
    .map(toNote);
}

/** All notes of one video, as its details have them. */
export function notesOf(library: Library, videoId: VideoId): NoteDto[] {
  return listNotes(library, { videoId, limit: -1 }).map(
    ({ videoId: _, title: __, ...note }) => note,
  );
}

/** Times in milliseconds. Errors: `video.notFound`, by whoever resolved the id. */
export function addNote(
  library: Library,
  note: { videoId: VideoId; startMs: number; endMs?: number | undefined; text: string },
): FoundNote {
  const id = newId<NoteId>();
  library.db.$client
    .prepare(
      `INSERT INTO video_notes (id, video_id, start_ms, end_ms, text, created_at_ms)
       VALUES (:id, :videoId, :startMs, :endMs, :text, :createdAtMs)`,
    )
    .run({ ...note, id, endMs: note.endMs ?? null, createdAtMs: library.clock.nowMs() });
  return getNote(library, id);
}

/** Errors: `note.notFound`. */
export function editNote(library: Library, id: NoteId, text: string): FoundNote {
  library.db.$client
    .prepare('UPDATE video_notes SET text = ?, edited_at_ms = ? WHERE id = ?')
    .run(text, library.clock.nowMs(), id);
  return getNote(library, id);
}

/** Returns what is removed, so that it can be written again. Errors: `note.notFound`. */
export function removeNote(library: Library, id: NoteId): FoundNote {
  const note = getNote(library, id);
  library.db.$client.prepare('DELETE FROM video_notes WHERE id = ?').run(id);
  return note;
}

/** Errors: `note.notFound`. */
function getNote({ db }: Library, id: NoteId): FoundNote {
  const row = db.$client.prepare<[NoteId], Row>(`SELECT ${columns} WHERE n.id = ?`).get(id);
  if (row === undefined) throw new AppError('note.notFound', `Note ${id} not found.`);
  return toNote(row);
}

function toNote({ endMs, editedAtMs, ...note }: Row): FoundNote {
  return {
    ...note,
    ...(endMs !== null && { endMs }),
    ...(editedAtMs !== null && { editedAtMs }),
  };
}
