import { asc, eq, inArray, sql } from 'drizzle-orm';
import type {
  BriefId,
  BriefRecord,
  Citation,
  Draft,
  DraftId,
  DraftVersion,
} from '../../../contract/index.ts';
import type { LibraryDatabase } from '../../db/index.ts';
import { type briefs, citations, drafts, draftVersions, models, videos } from '../../db/index.ts';
import { readHookRecords } from '../ranking/hookRecords.ts';
import { scoreOf } from '../ranking/scoreOf.ts';
import { beatsOf, type NewBeat, outlineOf } from './draftBeats.ts';

type BriefRow = typeof briefs.$inferSelect;
type DraftRow = typeof drafts.$inferSelect;

/** The briefs of the rows, in their order, each with what was written for it. */
export function readBriefs(db: LibraryDatabase, rows: readonly BriefRow[]): BriefRecord[] {
  const ids = rows.map(({ id }) => id);
  const written = db
    .select()
    .from(drafts)
    .where(inArray(drafts.briefId, ids))
    .orderBy(asc(drafts.createdAtMs), sql`drafts.rowid`)
    .all();
  const ofBrief = Map.groupBy(written, ({ briefId }) => briefId);
  const parts: DraftParts = {
    cited: citationsOf(db, ids),
    versions: versionsOf(db, ids),
    beats: beatsOf(db, ids),
    conflicted: conflictedDrafts(db),
    recordOf: readHookRecords(db),
  };
  const names = modelNames(db);
  return rows.map(({ id, createdAtMs, topic, audience, tone, lengthWords, count }) => {
    const own = ofBrief.get(id) ?? [];
    const modelId = own[0]?.modelId;
    const modelName = names.get(modelId ?? '');
    return {
      id,
      createdAtMs,
      brief: {
        topic,
        lengthWords,
        count,
        ...(audience === null ? {} : { audience }),
        ...(tone === null ? {} : { tone }),
      },
      ...(modelId === undefined ? {} : { modelId }),
      ...(modelName === undefined ? {} : { modelName }),
      drafts: own.flatMap((row) => toDraft({ ...row, topic }, parts)).sort(bestFirst),
      dropped: own.flatMap(({ text, droppedReason }) =>
        droppedReason === null ? [] : [{ text, reason: droppedReason }],
      ),
    };
  });
}

interface DraftParts {
  cited: ReadonlyMap<DraftId, Citation[]>;
  versions: ReadonlyMap<DraftId, DraftVersion[]>;
  beats: ReadonlyMap<DraftId, NewBeat[]>;
  conflicted: ReadonlySet<string>;
  recordOf: ReturnType<typeof readHookRecords>;
}

/** The draft of a row; none when it was dropped, or its cited videos were removed. */
function toDraft(
  row: DraftRow & { topic: string },
  { cited, versions, beats, conflicted, recordOf }: DraftParts,
): Draft[] {
  const own = cited.get(row.id) ?? [];
  if (row.droppedReason !== null || own.length === 0) return [];
  const { id, text, hookPattern, why, support, starredAtMs, rejectedReason, editedAtMs } = row;
  const earlier = versions.get(id);
  // One that was edited back is the model's again.
  const score = scoreOf({ ...row, record: recordOf(row) });
  const ownBeats = beats.get(id);
  const isEdited = earlier !== undefined && earlier[0]?.text !== text;
  return [
    {
      ...{ id, text, hookPattern, why, citations: own },
      ...(support === null ? {} : { support }),
      ...(score === undefined ? {} : { score }),
      ...(starredAtMs === null ? {} : { starredAtMs }),
      ...(rejectedReason === null ? {} : { rejected: rejectedReason }),
      ...(isEdited && editedAtMs !== null ? { editedAtMs } : {}),
      ...(earlier === undefined ? {} : { versions: earlier }),
      ...(ownBeats && { outline: outlineOf({ text, citations: own }, ownBeats) }),
      ...(conflicted.has(id) ? { hasConflict: true } : {}),
    },
  ];
}

/** The order of those that are alike stays: that of their writing. */
function bestFirst(one: Draft, other: Draft): number {
  const isRejected = ({ rejected }: Draft): number => Number(rejected !== undefined);
  const scoreOfDraft = ({ score }: Draft): number => score?.total ?? 0;
  return isRejected(one) - isRejected(other) || scoreOfDraft(other) - scoreOfDraft(one);
}

function modelNames(db: LibraryDatabase): Map<string, string> {
  const rows = db.select({ id: models.id, name: models.name }).from(models).all();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Ids of drafts whose text two devices wrote without having seen each other's. */
function conflictedDrafts({ $client }: LibraryDatabase): Set<string> {
  const rows = $client
    .prepare<[], string>("SELECT id FROM shared_records WHERE conflicted = 1 AND kind = 'draft'")
    .pluck()
    .all();
  return new Set(rows);
}

function versionsOf(
  db: LibraryDatabase,
  briefIds: readonly BriefId[],
): Map<DraftId, DraftVersion[]> {
  const rows = db
    .select({ version: draftVersions })
    .from(draftVersions)
    .innerJoin(drafts, eq(drafts.id, draftVersions.draftId))
    .where(inArray(drafts.briefId, briefIds))
    .orderBy(asc(draftVersions.draftId), asc(draftVersions.position))
    .all();
  const byDraft = new Map<DraftId, DraftVersion[]>();
  for (const { version } of rows) {
    const { draftId, text, support, writtenAtMs } = version;
    const list = byDraft.get(draftId) ?? [];
    list.push({ text, ...(support === null ? {} : { support }), writtenAtMs });
    byDraft.set(draftId, list);
  }
  return byDraft;
}

function citationsOf(db: LibraryDatabase, briefIds: readonly BriefId[]): Map<DraftId, Citation[]> {
  const byDraft = new Map<DraftId, Citation[]>();
  const rows = db
    .select({ citation: citations, title: videos.title })
    .from(citations)
    .innerJoin(drafts, eq(drafts.id, citations.draftId))
    .innerJoin(videos, eq(videos.id, citations.videoId))
    .where(inArray(drafts.briefId, briefIds))
    .orderBy(asc(citations.draftId), asc(citations.position))
    .all();
  for (const { citation, title } of rows) {
    const { draftId, videoId, startMs, endMs, quote } = citation;
    const list = byDraft.get(draftId) ?? [];
    list.push({ videoId, title, startMs, endMs, quote });
    byDraft.set(draftId, list);
  }
  return byDraft;
}
