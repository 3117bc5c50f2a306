import type { TopicId, VideoId } from '../../../contract/index.ts';
import { type Library, topics } from '../../db/index.ts';
import { labelOf, themeOf, writtenBy } from '../topics/store/topicRepository.ts';

export interface ScopeTopic {
  id: TopicId;
  label: string;
  words: string[];
  isPinned: boolean;
  theme?: { id: TopicId; label: string };
  writtenBy?: string;
}

/** Videos as columns, with the topic that is shown for each. */
export interface TrendScope {
  topics: ScopeTopic[];
  ids: VideoId[];
  /** Where a video is in these columns. */
  indexOf: ReadonlyMap<VideoId, number>;
  /** Index of its topic, or -1. */
  topicOf: Int32Array;
  /** NaN where it is not known. */
  publishedAtMs: Float64Array;
  createdAtMs: Float64Array;
  /** A number for each channel, or -1. */
  channelOf: Int32Array;
  /** False for videos that the filters leave out. */
  isIncluded: Uint8Array;
  /** Videos that no run of topics has looked at. */
  unseen: number;
}

interface Filters {
  platform?: string | undefined;
  language?: string | undefined;
}

type Row = [VideoId, number | null, number, string | null, 0 | 1];

/** Every video of the library, from indexes alone: a tenth of a second for 100,000. */
export function readScope({ db }: Library, filters: Filters = {}): TrendScope {
  const { where, values } = filterSql(filters);
  const rows = db.$client
    .prepare<string[], Row>(
      `SELECT id, published_at_ms, created_at_ms, channel_id, ${where} FROM videos`,
    )
    .raw()
    .all(...values);
  const indexOf = new Map<VideoId, number>();
  const channelNumbers = new Map<string, number>();
  const ids = new Array<VideoId>(rows.length);
  const scope = {
    ids,
    topicOf: new Int32Array(rows.length).fill(-1),
    publishedAtMs: new Float64Array(rows.length),
    createdAtMs: new Float64Array(rows.length),
    channelOf: new Int32Array(rows.length).fill(-1),
    isIncluded: new Uint8Array(rows.length),
  };
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    if (row === undefined) continue;
    // By index: taking a row apart costs more than all the rest, a hundred thousand times.
    ids[index] = row[0];
    indexOf.set(row[0], index);
    scope.publishedAtMs[index] = row[1] ?? Number.NaN;
    scope.createdAtMs[index] = row[2];
    scope.isIncluded[index] = row[4];
    const channel = row[3];
    if (channel === null) continue;
    let number = channelNumbers.get(channel);
    if (number === undefined) {
      number = channelNumbers.size;
      channelNumbers.set(channel, number);
    }
    scope.channelOf[index] = number;
  }
  const { shown, numberOf } = readTopics(db);
  const members = db.$client
    .prepare<[], [VideoId, TopicId]>(
      'SELECT video_id, topic_id FROM topic_videos WHERE topic_id IS NOT NULL',
    )
    .raw()
    .all();
  for (const row of members) {
    const index = indexOf.get(row[0]);
    if (index !== undefined) scope.topicOf[index] = numberOf.get(row[1]) ?? -1;
  }
  // A video without text or embedding was looked at, too: it waits for no other run.
  const unseen = db.$client
    .prepare<[], number>(
      `SELECT count(*) FROM videos v WHERE v.created_at_ms > (SELECT made_at_ms FROM topic_state)
       AND NOT EXISTS (SELECT 1 FROM topic_videos t WHERE t.video_id = v.id)`,
    )
    .pluck()
    .get();
  return { ...scope, topics: shown, indexOf, unseen: unseen ?? 0 };
}

/** The topics that are shown, and for each topic, merged or not, the number of the one shown. */
function readTopics(db: Library['db']): {
  shown: ScopeTopic[];
  numberOf: Map<TopicId, number>;
} {
  const rows = db.select().from(topics).all();
  const own = rows.filter(({ mergedInto }) => mergedInto === null);
  const numberOf = new Map(own.map(({ id }, number) => [id, number]));
  for (const { id, mergedInto } of rows) {
    const number = mergedInto === null ? undefined : numberOf.get(mergedInto);
    if (number !== undefined) numberOf.set(id, number);
  }
  const shown = own.map((row) => ({
    id: row.id,
    label: labelOf(row),
    words: row.words,
    isPinned: row.isPinned,
    ...themeOf(row),
    ...writtenBy(row),
  }));
  return { shown, numberOf };
}

/** As the library's filters: case is ignored, `en` holds `en-GB`; what is not known is left out. */
function filterSql({ platform, language }: Filters): { where: string; values: string[] } {
  const parts: string[] = [];
  const values: string[] = [];
  if (platform !== undefined) {
    parts.push('coalesce(platform = ? COLLATE NOCASE, 0)');
    values.push(platform.trim());
  }
  if (language !== undefined) {
    parts.push("coalesce(instr(lower(language) || '-', ? || '-') = 1, 0)");
    values.push(language.trim().toLowerCase().replaceAll('_', '-'));
  }
  return { where: parts.length === 0 ? '1' : parts.join(' AND '), values };
}

/** Whether a video was there at a moment: published by then or, if that is not known, added. */
export function wasThere(scope: TrendScope, index: number, atMs: number): boolean {
  const published = scope.publishedAtMs[index] ?? Number.NaN;
  const since = Number.isNaN(published) ? (scope.createdAtMs[index] ?? 0) : published;
  return scope.isIncluded[index] === 1 && since <= atMs;
}
