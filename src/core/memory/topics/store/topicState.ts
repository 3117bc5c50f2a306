import { type Library, notOwnWords, topicState } from '../../../db/index.ts';

export type TopicState = typeof topicState.$inferSelect;

/** How topics were found last; undefined before the first time. */
export function getTopicState({ db }: Library): TopicState | undefined {
  return db.select().from(topicState).get();
}

/** Topics were found anew just now. */
export function setTopicState(
  { db, clock }: Library,
  told: Pick<TopicState, 'source' | 'spaceId' | 'clusteredVideos'>,
): void {
  const now = clock.nowMs();
  const state = { id: 1, ...told, clusteredAtMs: now, madeAtMs: now };
  db.insert(topicState)
    .values(state)
    .onConflictDoUpdate({ target: topicState.id, set: state })
    .run();
}

/** New videos were put into the topics just now. */
export function touchTopicState({ db, clock }: Library): void {
  db.update(topicState).set({ madeAtMs: clock.nowMs() }).run();
}

/**
 * Whether more than `most` videos are there that no run has looked at; with a space, only those that
 * have a vector in it. No more of them are counted.
 */
export function hasMoreUnseen({ db }: Library, most: number, spaceId?: number): boolean {
  const unseen = 'NOT EXISTS (SELECT 1 FROM topic_videos t WHERE t.video_id = v.id)';
  // In this order: the other one looks through all embeddings of the space for each video.
  const embedded = `EXISTS (SELECT 1 FROM chunks c CROSS JOIN embeddings e ON e.chunk_id = c.id
    WHERE c.video_id = v.id AND c.kind NOT IN ${notOwnWords} AND e.space_id = ?)`;
  const from = 'SELECT 1 FROM videos v WHERE';
  const next = 'LIMIT 1 OFFSET ?';
  const offset = Math.floor(most);
  const found =
    spaceId === undefined
      ? db.$client.prepare<[number]>(`${from} ${unseen} ${next}`).get(offset)
      : db.$client
          .prepare<[number, number]>(`${from} ${unseen} AND ${embedded} ${next}`)
          .get(spaceId, offset);
  return found !== undefined;
}
