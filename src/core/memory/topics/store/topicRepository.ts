import { and, eq, or, sql } from 'drizzle-orm';
import {
  type TopicId,
  type TopicSummary,
  type VideoId,
  videoIdSchema,
} from '../../../../contract/index.ts';
import { AppError, newId } from '../../../base/index.ts';
import { type Library, topics, topicVideos } from '../../../db/index.ts';
import { activeSpace, bytesOf } from '../../../library/index.ts';
import { centersOf } from '../clusters/centers.ts';
import { videoVectors } from '../clusters/videoVectors.ts';
import { labelTopics } from '../labels/labelTopics.ts';
import { readTexts } from '../labels/readTexts.ts';
import type { WrittenLabel } from '../labels/writeLabels.ts';

const immediate = { behavior: 'immediate' } as const;

/** Every topic that is not merged into another: pinned ones first, then the largest. */
export function listTopics({ db }: Library): TopicSummary[] {
  const rows = db.select().from(topics).all();
  const counts = new Map(
    db.$client
      .prepare<[], [TopicId, number]>(
        'SELECT topic_id, count(*) FROM topic_videos WHERE topic_id IS NOT NULL GROUP BY topic_id',
      )
      .raw()
      .all(),
  );
  return rows
    .filter(({ mergedInto }) => mergedInto === null)
    .map((row) => {
      const merged = rows.filter(({ mergedInto }) => mergedInto === row.id);
      const videos = [row, ...merged].reduce((sum, { id }) => sum + (counts.get(id) ?? 0), 0);
      return {
        id: row.id,
        label: labelOf(row),
        isRenamed: row.name !== null,
        words: row.words,
        isPinned: row.isPinned,
        ...themeOf(row),
        ...writtenBy(row),
        videos,
        merged: merged.map((other) => ({ id: other.id, label: labelOf(other) })),
      };
    })
    .sort((a, b) => Number(b.isPinned) - Number(a.isPinned) || b.videos - a.videos);
}

/** What people read of a topic; one whose videos share no word has its id's beginning. */
export function labelOf(topic: typeof topics.$inferSelect): string {
  const { id, name, label } = topic;
  return name ?? writingOf(topic)?.label ?? (label === '' ? id.slice(0, 6) : label);
}

/**
 * The label that a model wrote, the model's name and the videos it was written from. Undefined once a
 * person named the topic or its words changed.
 */
export function writingOf(
  topic: typeof topics.$inferSelect,
): { label: string; by: string; from: VideoId[] } | undefined {
  const { name, label, writtenLabel, writtenFor, writtenBy, writtenFrom } = topic;
  if (name !== null || writtenLabel === null || writtenFor !== label) return undefined;
  const from = (writtenFrom ?? []).map((id) => videoIdSchema.parse(id));
  return { label: writtenLabel, by: writtenBy ?? '', from };
}

/** Stores labels by a model; of a topic whose words changed meanwhile, none. In a transaction. */
export function putWrittenLabels({ db }: Library, written: readonly WrittenLabel[]): void {
  for (const { topicId, label, insteadOf, by, from } of written) {
    db.update(topics)
      .set({ writtenLabel: label ?? null, writtenFor: insteadOf, writtenBy: by, writtenFrom: from })
      .where(and(eq(topics.id, topicId), eq(topics.label, insteadOf)))
      .run();
  }
}

/** What a topic is of with others, where it is of anything. */
export function themeOf({ themeId, theme }: typeof topics.$inferSelect): {
  theme?: { id: TopicId; label: string };
} {
  return themeId === null || theme === null ? {} : { theme: { id: themeId, label: theme } };
}

/** The model that wrote its label, where one did. */
export function writtenBy(row: typeof topics.$inferSelect): { writtenBy?: string } {
  const writing = writingOf(row);
  return writing === undefined ? {} : { writtenBy: writing.by };
}

/** A topic by its id, the unique beginning of it, or its name or label. Errors: `topic.notFound`. */
export function resolveTopicId({ db }: Library, given: string): TopicId {
  const rows = db
    .select({ id: topics.id, name: topics.name, label: topics.label })
    .from(topics)
    .where(
      or(
        sql`substr(${topics.id}, 1, ${given.length}) = ${given}`,
        sql`coalesce(${topics.name}, iif(${topics.writtenFor} = ${topics.label}, ${topics.writtenLabel}, NULL),
          ${topics.label}) = ${given} COLLATE NOCASE`,
      ),
    )
    .limit(3)
    .all();
  const exact = rows.find(({ id }) => id === given) ?? (rows.length === 1 ? rows[0] : undefined);
  if (exact !== undefined) return exact.id;
  const what = rows.length === 0 ? 'No topic named' : 'More than one topic named';
  throw new AppError('topic.notFound', `${what} ${given}.`);
}

/** An empty name lets the words name it again. */
export function editTopic(
  { db }: Library,
  id: TopicId,
  { name, isPinned }: { name?: string | undefined; isPinned?: boolean | undefined },
): void {
  const change = {
    ...(name !== undefined && { name: name === '' ? null : name }),
    ...(isPinned !== undefined && { isPinned }),
  };
  if (Object.keys(change).length === 0) return;
  db.update(topics).set(change).where(eq(topics.id, id)).run();
}

/**
 * Merges a topic, with what was merged into it, into another; without `into` it is on its own again.
 * Its own videos stay known as its own. Errors: `topic.sameTopic`.
 */
export function mergeTopic(library: Library, id: TopicId, into?: TopicId): void {
  const { db } = library;
  db.transaction(() => {
    const target = into === undefined ? null : targetOf(library, into);
    if (target === id)
      throw new AppError('topic.sameTopic', 'A topic cannot be merged into itself.');
    db.update(topics).set({ mergedInto: target }).where(eq(topics.id, id)).run();
    if (target === null) return;
    db.update(topics).set({ mergedInto: target }).where(eq(topics.mergedInto, id)).run();
  }, immediate);
}

/** The topic that is shown for one: itself, or what it was merged into. */
export function targetOf({ db }: Library, id: TopicId): TopicId {
  const row = db.select().from(topics).where(eq(topics.id, id)).get();
  return row?.mergedInto ?? id;
}

/**
 * Puts videos into a new topic, where they stay whatever later runs find; new videos that are near
 * them join it. Gives its id.
 */
export function splitTopic(library: Library, videoIds: readonly VideoId[], name?: string): TopicId {
  const { db, clock } = library;
  const id = newId<TopicId>();
  const wanted = new Set(videoIds);
  const [told] = labelTopics(readTexts(library), (v) => (wanted.has(v.videoId) ? 0 : undefined), 1);
  const space = activeSpace(library);
  const vectors = space && videoVectors(library, space, videoIds);
  const [center] = vectors ? centersOf(vectors, new Int32Array(vectors.ids.length)) : [];
  db.transaction(() => {
    db.insert(topics)
      .values({
        ...{ id, label: told?.label ?? '', words: told?.words ?? [], name: name ?? null },
        source: center === undefined ? 'hashtags' : 'vectors',
        isSplit: true,
        center: center === undefined ? null : bytesOf(center.direction),
        minLikeness: center?.minLikeness ?? null,
        createdAtMs: clock.nowMs(),
      })
      .run();
    for (const videoId of wanted) {
      const placed = { topicId: id, likeness: null, isByHand: true };
      db.insert(topicVideos)
        .values({ videoId, ...placed })
        .onConflictDoUpdate({ target: topicVideos.videoId, set: placed })
        .run();
    }
  }, immediate);
  return id;
}
