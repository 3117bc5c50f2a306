import { desc, eq, notInArray, sql } from 'drizzle-orm';
import type {
  SegmentDto,
  TranscriptChangeId,
  TranscriptConflict,
  VideoId,
} from '../../../../contract/index.ts';
import { newId } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import { transcriptEdits } from '../../../db/index.ts';
import { getTranscript } from '../getTranscript.ts';
import { isSameSegments } from '../sameSegments.ts';
import { writeSegments } from '../writeSegments.ts';
import type { LineChange } from './editLines.ts';
import { getHeard, putHeard } from './heardTranscript.ts';

/** That can be undone; the oldest ones beyond it are let go. */
const maxChanges = 500;

/** Takes the write lock first: what was read before the first write must still be so then. */
const immediate = { behavior: 'immediate' } as const;

/**
 * Edits a transcript: `change` says what, given the lines as they are. What was heard is kept from the first edit
 * on, and the edit so that it can be undone. `conflicts`: those that are open afterwards.
 */
export function changeTranscript(
  library: Library,
  videoId: VideoId,
  {
    changeId,
    change,
    conflicts,
  }: {
    changeId: TranscriptChangeId;
    change(lines: readonly SegmentDto[]): readonly LineChange[];
    conflicts?: readonly TranscriptConflict[];
  },
): void {
  const { db, clock } = library;
  db.transaction(() => {
    const lines = getTranscript(library, videoId);
    const changes = change(lines);
    const current = changes.reduce(withChange, lines);
    write(library, videoId, { before: lines, current, conflicts });
    for (const each of changes) {
      db.insert(transcriptEdits)
        .values({ ...each, id: newId(), changeId, videoId, editedAtMs: clock.nowMs() })
        .run();
    }
    const newest = db
      .select({ id: transcriptEdits.changeId })
      .from(transcriptEdits)
      .groupBy(transcriptEdits.changeId)
      .orderBy(desc(sql`max(${transcriptEdits.editedAtMs})`), desc(sql`max(rowid)`))
      .limit(maxChanges);
    db.delete(transcriptEdits).where(notInArray(transcriptEdits.changeId, newest)).run();
  }, immediate);
}

export interface UndoneEdits {
  /** Edits that were undone, and that were not, because their lines were edited since. */
  undone: number;
  skipped: number;
}

/** Undoes the edits of a change in one video, the last one first. */
export function undoInVideo(
  library: Library,
  videoId: VideoId,
  changeId: TranscriptChangeId,
): UndoneEdits {
  const { db } = library;
  return db.transaction(() => {
    const ofChange = sql`${transcriptEdits.changeId} = ${changeId} AND ${transcriptEdits.videoId} = ${videoId}`;
    const edits = db.select().from(transcriptEdits).where(ofChange).orderBy(desc(sql`rowid`)).all();
    const lines = getTranscript(library, videoId);
    let current = lines;
    let undone = 0;
    for (const { id, position, before, after } of edits) {
      const at = findLines(current, after, { position, startMs: before[0]?.startMs ?? 0 });
      if (at === undefined) continue;
      current = withChange(current, { position: at, before: after, after: before });
      db.delete(transcriptEdits).where(eq(transcriptEdits.id, id)).run();
      undone += 1;
    }
    if (undone > 0) write(library, videoId, { before: lines, current });
    return { undone, skipped: edits.length - undone };
  }, immediate);
}

function write(
  library: Library,
  videoId: VideoId,
  {
    before,
    current,
    conflicts,
  }: {
    before: readonly SegmentDto[];
    current: readonly SegmentDto[];
    conflicts?: readonly TranscriptConflict[] | undefined;
  },
): void {
  const heard = getHeard(library, videoId);
  writeSegments(library, videoId, current, before);
  const isAsHeard = heard !== undefined && isSameSegments(current, heard.segments);
  // What was heard is long, and stays as it is.
  if (heard !== undefined && !isAsHeard && conflicts === undefined) return;
  putHeard(library, videoId, {
    current,
    heard: heard?.segments ?? before,
    conflicts: conflicts ?? heard?.conflicts ?? [],
  });
}

function withChange(
  lines: readonly SegmentDto[],
  { position, before, after }: LineChange,
): SegmentDto[] {
  return lines.toSpliced(position, before.length, ...after);
}

/** Where lines are now: in their place, or elsewhere after others came or went. */
function findLines(
  lines: readonly SegmentDto[],
  wanted: readonly SegmentDto[],
  { position, startMs }: { position: number; startMs: number },
): number | undefined {
  if (wanted.length === 0) {
    const next = lines.findIndex((line) => line.startMs >= startMs);
    return next === -1 ? lines.length : next;
  }
  const isAt = (at: number): boolean => isSameSegments(lines.slice(at, at + wanted.length), wanted);
  if (isAt(position)) return position;
  return [...lines.keys()].find(isAt);
}

/** The videos that a change edited; none once it is undone, or is too long ago. */
export function videosOfChange({ db }: Library, changeId: TranscriptChangeId): VideoId[] {
  return db
    .selectDistinct({ videoId: transcriptEdits.videoId })
    .from(transcriptEdits)
    .where(eq(transcriptEdits.changeId, changeId))
    .all()
    .map(({ videoId }) => videoId);
}

/** The change that was made last and not undone. */
export function lastChange({ db }: Library): TranscriptChangeId | undefined {
  return db
    .select({ id: transcriptEdits.changeId })
    .from(transcriptEdits)
    .orderBy(desc(transcriptEdits.editedAtMs), desc(sql`rowid`))
    .limit(1)
    .get()?.id;
}
