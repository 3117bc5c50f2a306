import type { BranchChange } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import type { Library, SharedKind } from '../../../db/index.ts';
import { refreshTitleChunk, removeVideo } from '../../../library/index.ts';
import { addRows, branchName, type Client, replaceRows } from './copyRows.ts';
import { keepCollection, keepMembership } from './keepCollection.ts';
import {
  addVideo,
  localChannel,
  replaceChunkRows,
  replaceTranscriptRows,
  shareVideoFiles,
  type VideoIds,
  videoIdsOf,
} from './keepVideo.ts';

type Kept = Pick<BranchChange, 'id' | 'how' | 'fields'> & { kind: SharedKind };

/**
 * Writes one change of a branch into the library's own rows, in one transaction; the triggers then
 * put it into the sharing log as any edit. Only the fields that the branch changed are written.
 * `library` has the branch's database attached (`attachBranch`). Errors: `video.notFound` when what
 * it belongs to is in only one of them; `video.inUse`.
 */
export async function keepChange(library: Library, branch: Library, change: Kept): Promise<void> {
  const { $client } = library.db;
  if (change.kind === 'video' && change.how === 'removed') {
    const { libraryId } = videoIdsOf($client, change.id);
    if (libraryId !== undefined) removeVideo(library, libraryId);
    return;
  }
  const { branchId } = videoIdsOf($client, change.id);
  if (change.kind === 'video' && branchId !== undefined) {
    await shareVideoFiles(library, branch, branchId);
  }
  library.db.transaction(
    () => {
      writeChange(library, change);
      const { libraryId } = videoIdsOf($client, change.id);
      // The chunk that a search finds the title by belongs to the title.
      if (change.kind === 'video' && libraryId !== undefined) refreshTitleChunk(library, libraryId);
    },
    { behavior: 'immediate' },
  );
}

function writeChange(library: Library, change: Kept): void {
  const client = library.db.$client;
  const { kind, id } = change;
  switch (kind) {
    case 'video':
      keepVideo(client, change);
      break;
    case 'transcript':
      replaceTranscriptRows(library, bothVideos(client, id));
      break;
    case 'chunk':
      replaceChunkRows(client, bothVideos(client, id));
      break;
    case 'hook': {
      const { libraryId, branchId } = bothVideos(client, id);
      const set = { video_id: libraryId };
      replaceRows(client, { table: 'hooks', by: 'video_id', value: branchId, set });
      break;
    }
    case 'metric':
      keepMetric(client, id);
      break;
    case 'draft':
      keepDraft(client, change);
      break;
    case 'collection':
      keepCollection(client, id);
      break;
    case 'membership':
      keepMembership(client, id);
      break;
    case 'device':
      break;
    default:
      kind satisfies never;
  }
}

/**
 * The branch's database, readable in the library's connection as `branch_db`; gives the way back.
 */
export function attachBranch({ db }: Library, branch: Library): () => void {
  db.$client.prepare(`ATTACH ? AS ${branchName}`).run(branch.db.$client.name);
  return () => void db.$client.exec(`DETACH ${branchName}`);
}

function bothVideos(client: Client, id: string): VideoIds {
  const { libraryId, branchId } = videoIdsOf(client, id.split(':')[0] ?? '');
  if (libraryId === undefined || branchId === undefined) {
    throw new AppError('video.notFound', 'Its video is in only one of the two.');
  }
  return { libraryId, branchId };
}

const columnsOf: Record<string, string> = {
  title: 'title',
  description: 'description',
  platform: 'platform',
  sourceUrl: 'source_url',
  publishedAtMs: 'published_at_ms',
  durationMs: 'duration_ms',
  language: 'language',
};

function keepVideo(client: Client, { id, fields }: Kept): void {
  const { libraryId, branchId } = videoIdsOf(client, id);
  if (branchId === undefined) throw new AppError('video.notFound', 'The branch no longer has it.');
  if (libraryId === undefined) addVideo(client, branchId);
  else updateVideo(client, { libraryId, branchId }, fields);
}

function updateVideo(
  client: Client,
  { libraryId, branchId }: VideoIds,
  fields: readonly string[],
): void {
  for (const field of fields) {
    if (field === 'channel') {
      const channelId = localChannel(client, branchId);
      client
        .prepare('UPDATE main.videos SET channel_id = ? WHERE id = ?')
        .run(channelId, libraryId);
    }
    const column = columnsOf[field];
    if (column === undefined) continue;
    client
      .prepare(
        `UPDATE main.videos SET ${column} = (SELECT ${column} FROM ${branchName}.videos WHERE id = ?)
         WHERE id = ?`,
      )
      .run(branchId, libraryId);
  }
}

function keepMetric(client: Client, id: string): void {
  const [, observedAtMs = ''] = id.split(':');
  const { libraryId, branchId } = bothVideos(client, id);
  client
    .prepare('DELETE FROM main.metric_snapshots WHERE video_id = ? AND observed_at_ms = ?')
    .run(libraryId, Number(observedAtMs));
  client
    .prepare(
      `INSERT INTO main.metric_snapshots
         (video_id, observed_at_ms, views, likes, comments, shares, saves)
       SELECT ?, observed_at_ms, views, likes, comments, shares, saves
       FROM ${branchName}.metric_snapshots WHERE video_id = ? AND observed_at_ms = ?`,
    )
    .run(libraryId, branchId, Number(observedAtMs));
}

/**
 * A draft with its brief and its citations; those of videos that the library does not have are left
 * out.
 */
function keepDraft(client: Client, { id, how }: Kept): void {
  if (how === 'removed') {
    client.prepare('DELETE FROM main.drafts WHERE id = ?').run(id);
    return;
  }
  const briefId = client
    .prepare<[string], string>(`SELECT brief_id FROM ${branchName}.drafts WHERE id = ?`)
    .pluck()
    .get(id);
  if (briefId === undefined) return;
  addRows(client, { table: 'briefs', by: 'id', value: briefId });
  const isKnown = client.prepare('SELECT 1 FROM main.drafts WHERE id = ?').get(id) !== undefined;
  addRows(client, { table: 'drafts', by: 'id', value: id });
  // Of one that the library has, the text that gives way here becomes a version by the trigger.
  if (!isKnown) addRows(client, { table: 'draft_versions', by: 'draft_id', value: id });
  const columns = 'text, hook_pattern, why, model_id, support, edited_at_ms';
  client
    .prepare(
      `UPDATE main.drafts SET (${columns}) = (
         SELECT ${columns} FROM ${branchName}.drafts WHERE id = :id)
       WHERE id = :id`,
    )
    .run({ id });
  client.prepare('DELETE FROM main.citations WHERE draft_id = ?').run(id);
  client
    .prepare(
      `INSERT OR IGNORE INTO main.citations
         (draft_id, position, video_id, start_ms, end_ms, quote)
       SELECT c.draft_id, c.position, own.id, c.start_ms, c.end_ms, c.quote
       FROM ${branchName}.citations c
       JOIN ${branchName}.videos copied ON copied.id = c.video_id
       JOIN main.videos own ON own.content_hash = copied.content_hash
       WHERE c.draft_id = ?`,
    )
    .run(id);
}
