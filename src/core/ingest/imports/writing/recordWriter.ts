import type { OnScreenTextDto, TextSource, VideoId } from '../../../../contract/index.ts';
import { newId } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import {
  addProducts,
  createVideoReader,
  replaceOnScreenTexts,
  replaceTranscript,
  updateVideo,
} from '../../../library/index.ts';
import { chunkVideo } from '../../chunking/chunkVideo.ts';
import { openingHook } from '../../chunking/openingHook.ts';
import { rechunk, rehook, searchedComments } from '../../transcriptUpdates/rechunk.ts';
import type { ImportedRecord } from '../record/importedRecord.ts';
import { changeOf } from './changeOf.ts';
import { createChannelWriter } from './channelWriter.ts';
import { createDetailWriters, type DetailWriterOptions } from './detailWriters.ts';
import { createFinder, identityHash } from './findKnown.ts';
import { titleOf } from './titleOf.ts';

export type WriteOutcome = 'added' | 'updated' | 'unchanged';

const source: TextSource = 'import';

/**
 * Writes records into the library, with statements that are compiled once (docs/performance.md has
 * what it takes). Call it in a transaction. A video that is known gets what is new: what the
 * record says takes the place of what was known, what it leaves out stays, snapshots and comments
 * are added. Speech and screen text that were read from a file are left as they are.
 */
export function createRecordWriter(
  library: Library,
  options: DetailWriterOptions,
): (record: ImportedRecord) => { videoId: VideoId; outcome: WriteOutcome } {
  const { $client } = library.db;
  const find = createFinder(library);
  const readVideo = createVideoReader(library);
  const storeChannel = createChannelWriter(library);
  const write = createDetailWriters(library, options);
  const insertVideo = $client.prepare(
    `INSERT INTO videos (id, content_hash, title, description, platform, source_url, external_id,
       sound_name, tags, channel_id, published_at_ms, original_name, original_path, storage,
       size_bytes, duration_ms, language, transcript_source, latest_views, ingest_state, created_at_ms)
     VALUES (:id, :contentHash, :title, :description, :platform, :url, :externalId, :soundName,
       :tags, :channelId, :publishedAtMs, '', '', 'none', 0, :durationMs, :language,
       :transcriptSource, :latestViews, 'complete', :createdAtMs)`,
  );
  const insertSegment = $client.prepare(
    `INSERT INTO transcript_segments (video_id, position, start_ms, end_ms, text)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const insertScreen = $client.prepare(
    `INSERT INTO on_screen_texts (video_id, position, start_ms, end_ms, text, confidence)
     VALUES (?, 0, 0, 0, ?, 1)`,
  );
  const insertHook = $client.prepare('INSERT INTO hooks (video_id, said, shown) VALUES (?, ?, ?)');
  const insertChunk = $client.prepare(
    'INSERT INTO chunks (video_id, kind, start_ms, end_ms, text) VALUES (?, ?, ?, ?, ?)',
  );
  const storedTranscript = $client
    .prepare<[VideoId], string>(
      'SELECT text FROM transcript_segments WHERE video_id = ? ORDER BY position',
    )
    .pluck();
  const storedScreen = $client
    .prepare<[VideoId], string>('SELECT text FROM on_screen_texts WHERE video_id = ?')
    .pluck();

  return (record) => {
    const known = find(record);
    if (known === undefined) return { videoId: add(record), outcome: 'added' };
    return { videoId: known, outcome: update(known, record) > 0 ? 'updated' : 'unchanged' };
  };

  function add(record: ImportedRecord): VideoId {
    const { platform, channel, transcript, onScreenText, tags } = record;
    const id = newId<VideoId>();
    const title = titleOf(record);
    insertVideo.run({
      id,
      contentHash: identityHash(record),
      title,
      description: record.description ?? null,
      platform,
      url: record.url ?? null,
      externalId: record.externalId ?? null,
      soundName: record.soundName ?? null,
      tags: tags.length === 0 ? null : JSON.stringify(tags),
      channelId: channel === undefined ? null : storeChannel(platform, channel),
      publishedAtMs: record.publishedAtMs ?? null,
      durationMs: record.durationMs ?? 0,
      language: record.language ?? null,
      transcriptSource: transcript.length === 0 ? null : source,
      // As the trigger of the snapshots would write it, once for each of them.
      latestViews: newestViews(record) ?? null,
      createdAtMs: library.clock.nowMs(),
    });
    for (const [position, { startMs, endMs, text }] of transcript.entries()) {
      insertSegment.run(id, position, startMs, endMs, text);
    }
    if (onScreenText !== undefined) insertScreen.run(id, onScreenText);
    write.snapshots(id, record.metrics);
    write.comments(id, platform, record.comments);
    if (record.products.length > 0) addProducts(library, id, record.products);
    const chunks = chunkVideo({
      ...{ title, description: record.description, tags, soundName: record.soundName },
      durationMs: record.durationMs ?? 0,
      segments: segmentsOf(record),
      spans: onScreenText === undefined ? [] : [untimedSpan(onScreenText)],
      comments: record.comments.length === 0 ? [] : searchedComments(library, id),
    });
    for (const { kind, startMs, endMs, text } of chunks) {
      insertChunk.run(id, kind, startMs, endMs, text);
    }
    if (isTimed(record)) {
      const { said, shown } = openingHook(segmentsOf(record), []);
      insertHook.run(id, said, shown);
    }
    return id;
  }

  /** How many rows changed. */
  function update(id: VideoId, record: ImportedRecord): number {
    const video = readVideo(id);
    const { channel, platform } = record;
    const channelId = channel === undefined ? undefined : storeChannel(platform, channel);
    const change = changeOf(video, record, channelId);
    let texts = Object.keys(change).length;
    if (texts > 0) updateVideo(library, id, change);
    // What was read from the file itself is better than what was told of it.
    const mayHear = video.transcriptSource === null || video.transcriptSource === source;
    if (record.transcript.length > 0 && mayHear && !hasTranscript(id, record)) {
      const { transcriptSource } = video;
      replaceTranscript(library, id, { segments: segmentsOf(record), source });
      if (transcriptSource === null || isTimed(record)) rehook(library, id);
      texts += 1;
    }
    if (record.onScreenText !== undefined && video.storage === 'none') {
      if (!hasScreenText(id, record.onScreenText)) {
        replaceOnScreenTexts(library, id, [untimedSpan(record.onScreenText)]);
        texts += 1;
      }
    }
    const comments = write.comments(id, platform, record.comments);
    if (texts + comments > 0) rechunk(library, id);
    if (record.products.length > 0) addProducts(library, id, record.products);
    return texts + comments + write.snapshots(id, record.metrics);
  }

  function hasTranscript(id: VideoId, { transcript }: ImportedRecord): boolean {
    return storedTranscript.all(id).join('\n') === transcript.map(({ text }) => text).join('\n');
  }

  function hasScreenText(id: VideoId, text: string): boolean {
    const stored = storedScreen.all(id);
    return stored.length === 1 && stored[0] === text;
  }
}

function untimedSpan(text: string): OnScreenTextDto {
  return { startMs: 0, endMs: 0, text, confidence: 1, kind: 'text' };
}

function segmentsOf({ transcript }: ImportedRecord) {
  return transcript.map((segment) => ({ ...segment, words: [] }));
}

function isTimed({ transcript }: ImportedRecord): boolean {
  return transcript.some(({ endMs }) => endMs > 0);
}

function newestViews({ metrics }: ImportedRecord): number | undefined {
  return metrics
    .filter(({ views }) => views !== undefined)
    .reduce<ImportedRecord['metrics'][number] | undefined>(
      (newest, one) =>
        newest === undefined || one.observedAtMs > newest.observedAtMs ? one : newest,
      undefined,
    )?.views;
}
