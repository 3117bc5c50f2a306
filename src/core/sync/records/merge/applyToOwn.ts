import type { CollectionId, ContentHash } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import { findVideoByHash, refreshTitleChunk, updateVideo } from '../../../library/index.ts';
import { readOwnRecord } from '../ownRecord.ts';
import { perConnection } from '../perConnection.ts';
import { isGone, type RecordState, type SharedRecord } from '../recordState.ts';

/** Others' collections are cut to what ours may be: they are hostile until read. */
const longest = { name: 200, note: 4_000 };
/** Places beyond it have no room between them. */
const farthestPlace = 1e12;

const upsertCollection = perConnection((client) =>
  client.prepare(
    `INSERT INTO collections (id, name, note, created_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, note = excluded.note`,
  ),
);
const removeCollection = perConnection((client) =>
  client.prepare('DELETE FROM collections WHERE id = ?'),
);
const upsertMember = perConnection((client) =>
  client.prepare(
    `INSERT INTO collection_members (collection_id, content_hash, video_id, position)
     VALUES (:id, :hash, (SELECT id FROM videos WHERE content_hash = :hash), :position)
     ON CONFLICT (collection_id, content_hash) DO UPDATE SET position = excluded.position`,
  ),
);
const removeMember = perConnection((client) =>
  client.prepare('DELETE FROM collection_members WHERE collection_id = ? AND content_hash = ?'),
);
/** What was known of the text that gives way is not known of the new one. */
const updateDraft = perConnection((client) =>
  client.prepare(
    `UPDATE drafts SET text = :text, edited_at_ms = :now, support = NULL, closeness = NULL,
       novelty = NULL WHERE id = :id AND text <> :text`,
  ),
);

/**
 * Makes this library's own rows say what a merged record says, as far as others may: titles and
 * descriptions of videos that are here too, texts of drafts, and all of collections. The rest of
 * a device's own stays as it is. Within `withoutRecording`.
 */
export function applyToOwn(library: Library, { kind, id, state }: SharedRecord): void {
  switch (kind) {
    case 'video':
      applyVideo(library, id as ContentHash, state);
      return;
    case 'draft':
      if (typeof state.fields.text === 'string') {
        const { text } = state.fields;
        updateDraft(library.db).run({ id, text, now: library.clock.nowMs() });
      }
      return;
    case 'collection':
      applyCollection(library, id as CollectionId, state);
      return;
    case 'membership':
      applyMembership(library, id, state);
      return;
    case 'transcript':
    case 'chunk':
    case 'hook':
    case 'metric':
    case 'device':
      return;
    default:
      kind satisfies never;
  }
}

function applyVideo(library: Library, contentHash: ContentHash, state: RecordState): void {
  const own = readOwnRecord(library, 'video', contentHash);
  const video = own === undefined ? undefined : findVideoByHash(library, contentHash);
  if (own === undefined || video === undefined) return;
  const { title, description } = state.fields;
  const newTitle = typeof title === 'string' && title !== own.title;
  const newDescription =
    (typeof description === 'string' || description === null) && description !== own.description;
  if (!newTitle && !newDescription) return;
  updateVideo(library, video.id, {
    ...(newTitle ? { title } : {}),
    ...(newDescription ? { description } : {}),
  });
  refreshTitleChunk(library, video.id);
}

function applyCollection({ db, clock }: Library, id: CollectionId, state: RecordState): void {
  if (isGone(state)) {
    removeCollection(db).run(id);
    return;
  }
  const { name, note } = state.fields;
  // A note without a name waits for it: the device that wrote it sends both.
  if (typeof name !== 'string' || name.trim() === '') return;
  upsertCollection(db).run(
    ...[id, name.slice(0, longest.name)],
    ...[typeof note === 'string' ? note.slice(0, longest.note) : '', clock.nowMs()],
  );
}

function applyMembership({ db }: Library, id: string, state: RecordState): void {
  const [collectionId = '', contentHash = ''] = id.split(':');
  const { position } = state.fields;
  if (typeof position !== 'number') removeMember(db).run(collectionId, contentHash);
  else {
    const place = Math.abs(position) <= farthestPlace ? position : 0;
    upsertMember(db).run({ id: collectionId, hash: contentHash, position: place });
  }
}
