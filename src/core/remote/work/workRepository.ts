import { and, desc, eq, inArray, or, sql } from 'drizzle-orm';
import type { BatchId, VideoId, VideoWork, WorkKind } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { batches, batchRows, workItems, works } from '../../db/index.ts';
import { inSlices } from '../batches/planning/inSlices.ts';
import { hasWaitingRows, isOpenBatch } from '../batches/storedBatches.ts';

export type StoredWork = typeof works.$inferSelect;

export interface NewWorkItem {
  customId: string;
  /** What the row works on; the same subject of the same work is not asked for twice. */
  subject: string;
  videoId?: VideoId | undefined;
}

/** Stores what a batch does to the library, a few items at a time, before anybody sees the batch. */
export async function insertWork(
  { db }: Library,
  work: Omit<StoredWork, 'spec'>,
  items: readonly NewWorkItem[],
): Promise<void> {
  // How the answers are taken in is stored by `setSpec`, from when on the batch is seen.
  db.insert(works)
    .values({ ...work, spec: {} })
    .run();
  const insert = db
    .insert(workItems)
    .values({
      batchId: work.batchId,
      customId: sql.placeholder('customId'),
      position: sql.placeholder('position'),
      subject: sql.placeholder('subject'),
      videoId: sql.placeholder('videoId'),
    })
    .prepare();
  await inSlices(items, (some, from) =>
    db.transaction(() => {
      for (const [index, { customId, subject, videoId = null }] of some.entries()) {
        insert.run({ customId, position: from + index, subject, videoId });
      }
    }),
  );
}

export function setSpec({ db }: Library, batchId: BatchId, spec: unknown): void {
  db.update(works).set({ spec }).where(eq(works.batchId, batchId)).run();
}

export function getWork({ db }: Library, batchId: BatchId): StoredWork | undefined {
  return db.select().from(works).where(eq(works.batchId, batchId)).get();
}

/** What a row works on, in the order of its request. */
export function itemsOfRow(
  { db }: Library,
  { batchId, customId }: { batchId: BatchId; customId: string },
): { position: number; subject: string; videoId: VideoId | null }[] {
  return db
    .select({
      position: workItems.position,
      subject: workItems.subject,
      videoId: workItems.videoId,
    })
    .from(workItems)
    .where(and(eq(workItems.batchId, batchId), eq(workItems.customId, customId)))
    .orderBy(workItems.position)
    .all();
}

/** Marks those of a row's items whose results are in the library now. */
export function markApplied(
  { db }: Library,
  { batchId, customId }: { batchId: BatchId; customId: string },
  positions: readonly number[],
): void {
  db.update(workItems)
    .set({ applied: true })
    .where(
      and(
        eq(workItems.batchId, batchId),
        eq(workItems.customId, customId),
        inArray(workItems.position, positions),
      ),
    )
    .run();
}

/** Keeps what became of a row's answer and which model made it; without `keepsAnswer` the answer itself is let go. */
export function setOutcome(
  { db }: Library,
  { batchId, customId }: { batchId: BatchId; customId: string },
  { words, keepsAnswer, model }: { words: string; keepsAnswer: boolean; model: string },
): void {
  db.update(batchRows)
    .set({
      outcome: words,
      ...(!keepsAnswer && { response: null }),
      ...(model !== '' && { model }),
    })
    .where(and(eq(batchRows.batchId, batchId), eq(batchRows.customId, customId)))
    .run();
}

export interface SubjectsOptions {
  kind: WorkKind;
  target: string;
  /** `open`: still to be asked or under way; `done`: answered. */
  states: readonly ('open' | 'done')[];
  /** Only those of these videos; left out: all. */
  videoIds?: readonly VideoId[];
}

/** Subjects of works of one kind and target that need not be asked for again. */
export function subjectsOfWorks(
  { db }: Library,
  { kind, target, states, videoIds }: SubjectsOptions,
): Set<string> {
  const rowStates = states.map((state) => (state === 'open' ? 'waiting' : 'done'));
  const rows = db
    .select({ subject: workItems.subject })
    .from(works)
    .innerJoin(workItems, eq(workItems.batchId, works.batchId))
    .innerJoin(
      batchRows,
      and(eq(batchRows.batchId, workItems.batchId), eq(batchRows.customId, workItems.customId)),
    )
    .innerJoin(batches, eq(batches.id, works.batchId))
    .where(
      and(
        ...[eq(works.kind, kind), eq(works.target, target), inArray(batchRows.state, rowStates)],
        // Rows of a cancelled batch are asked by whoever wants them again.
        or(eq(batchRows.state, 'done'), isOpenBatch),
        videoIds === undefined
          ? undefined
          : sql`${workItems.videoId} IN (SELECT value FROM json_each(${JSON.stringify(videoIds)}))`,
      ),
    )
    .all();
  return new Set(rows.map(({ subject }) => subject));
}

/** Targets of works of a kind that have rows to be asked. */
export function openTargets({ db }: Library, kind: WorkKind): string[] {
  return db
    .selectDistinct({ target: works.target })
    .from(works)
    .innerJoin(batches, eq(batches.id, works.batchId))
    .where(and(eq(works.kind, kind), hasWaitingRows, isOpenBatch))
    .all()
    .map(({ target }) => target);
}

/** Works that changed a video, the newest first. */
export function worksOfVideo({ db }: Library, videoId: VideoId): VideoWork[] {
  return db
    .select({
      batchId: works.batchId,
      kind: works.kind,
      name: batches.name,
      model: sql<string | null>`max(${batchRows.model})`,
      appliedAtMs: sql<number>`max(${batchRows.finishedAtMs})`,
      items: sql<number>`count(*)`,
    })
    .from(workItems)
    .innerJoin(works, eq(works.batchId, workItems.batchId))
    .innerJoin(batches, eq(batches.id, works.batchId))
    .innerJoin(
      batchRows,
      and(eq(batchRows.batchId, workItems.batchId), eq(batchRows.customId, workItems.customId)),
    )
    .where(and(eq(workItems.videoId, videoId), eq(workItems.applied, true)))
    .groupBy(works.batchId)
    .orderBy(desc(sql`max(${batchRows.finishedAtMs})`))
    .limit(50)
    .all()
    .map(({ model, ...work }) => ({ ...work, ...(model !== null && { model }) }));
}
