import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type {
  Brief,
  BriefId,
  BriefRecord,
  Citation,
  DraftId,
  DroppedDraft,
  HookPattern,
} from '../../contract/index.ts';
import { AppError } from '../base/index.ts';
import type { LibraryDatabase } from '../db/index.ts';
import { briefs, citations, drafts, models, videos } from '../db/index.ts';

export interface NewDraft {
  id: DraftId;
  briefId: BriefId;
  text: string;
  hookPattern: HookPattern;
  why: string;
  modelId: string;
  /** Left out for a draft that was kept. */
  droppedReason?: DroppedDraft['reason'];
  citations: readonly Citation[];
  /** Left out where no model judged it. */
  support?: number | undefined;
  createdAtMs: number;
}

/** Briefs with their drafts, the dropped ones too, so that it stays known what was tried. */
export class DraftRepository {
  readonly #db: LibraryDatabase;

  constructor(db: LibraryDatabase) {
    this.#db = db;
  }

  insertBrief(brief: Brief & { id: BriefId; createdAtMs: number }): void {
    this.#db.insert(briefs).values(brief).run();
  }

  /** A draft with its citations in their order, in one transaction. */
  insertDraft({ citations: cited, ...draft }: NewDraft): void {
    this.#db.transaction((tx) => {
      tx.insert(drafts).values(draft).run();
      const rows = cited.map(({ videoId, startMs, endMs, quote }, position) => ({
        draftId: draft.id,
        position,
        videoId,
        startMs,
        endMs,
        quote,
      }));
      if (rows.length > 0) tx.insert(citations).values(rows).run();
    });
  }

  /** Texts of a brief that were kept, in their order; undefined when the brief is gone. */
  keptTexts(briefId: BriefId): string[] | undefined {
    const brief = this.#db.select({ id: briefs.id }).from(briefs).where(eq(briefs.id, briefId));
    if (brief.get() === undefined) return undefined;
    return this.#db
      .select({ text: drafts.text })
      .from(drafts)
      .where(and(eq(drafts.briefId, briefId), isNull(drafts.droppedReason)))
      .orderBy(asc(drafts.createdAtMs), sql`drafts.rowid`)
      .all()
      .map(({ text }) => text);
  }

  /** Those of the citations whose videos are in the library still. */
  citable(cited: readonly Citation[]): Citation[] {
    const ids = cited.map(({ videoId }) => videoId);
    const rows = this.#db.select({ id: videos.id }).from(videos).where(inArray(videos.id, ids));
    const known = new Set(rows.all().map(({ id }) => id));
    return cited.filter(({ videoId }) => known.has(videoId));
  }

  /** Newest first, each with what was written for it. */
  list(limit: number): BriefRecord[] {
    const rows = this.#db
      .select()
      .from(briefs)
      .orderBy(desc(briefs.createdAtMs), sql`briefs.rowid DESC`)
      .limit(limit)
      .all();
    const ids = rows.map(({ id }) => id);
    const written = this.#db
      .select()
      .from(drafts)
      .where(inArray(drafts.briefId, ids))
      .orderBy(asc(drafts.createdAtMs), sql`drafts.rowid`)
      .all();
    const ofBrief = Map.groupBy(written, ({ briefId }) => briefId);
    const cited = this.#citationsOf(ids);
    const conflicted = this.#conflictedDrafts();
    const names = new Map(
      this.#db
        .select({ id: models.id, name: models.name })
        .from(models)
        .all()
        .map(({ id, name }) => [id, name]),
    );
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
        drafts: own.flatMap((draft) => {
          const citations = cited.get(draft.id) ?? [];
          // A draft whose cited videos were removed proves nothing any more.
          if (draft.droppedReason !== null || citations.length === 0) return [];
          const { text, hookPattern, why, support } = draft;
          const likely = support === null ? {} : { support };
          const hasConflict = conflicted.has(draft.id) ? { hasConflict: true } : {};
          return [{ id: draft.id, text, hookPattern, why, citations, ...likely, ...hasConflict }];
        }),
        dropped: own.flatMap(({ text, droppedReason }) =>
          droppedReason === null ? [] : [{ text, reason: droppedReason }],
        ),
      };
    });
  }

  /**
   * Removes a brief with its drafts; `id` may be the beginning of one brief's id.
   * Errors: `brief.notFound`.
   */
  remove(id: string): { removedDrafts: number } {
    return this.#db.transaction((tx) => {
      const briefId = this.#resolve(id);
      const own = tx
        .select({ id: drafts.id })
        .from(drafts)
        .where(eq(drafts.briefId, briefId))
        .all();
      tx.delete(briefs).where(eq(briefs.id, briefId)).run();
      return { removedDrafts: own.length };
    });
  }

  #resolve(id: string): BriefId {
    const begins = sql`substr(${briefs.id}, 1, ${id.length}) = ${id}`;
    const [first, second] = this.#db
      .select({ id: briefs.id })
      .from(briefs)
      .where(begins)
      .orderBy(sql`${briefs.id} <> ${id}`)
      .limit(2)
      .all();
    if (first === undefined || id === '') {
      throw new AppError('brief.notFound', `Brief ${id} not found.`);
    }
    if (first.id !== id && second !== undefined) {
      throw new AppError('brief.notFound', `Several brief ids start with ${id}.`);
    }
    return first.id;
  }

  /** Ids of drafts whose text two devices wrote without having seen each other's. */
  #conflictedDrafts(): Set<string> {
    const rows = this.#db.$client
      .prepare<[], string>("SELECT id FROM shared_records WHERE conflicted = 1 AND kind = 'draft'")
      .pluck()
      .all();
    return new Set(rows);
  }

  #citationsOf(briefIds: readonly BriefId[]): Map<DraftId, Citation[]> {
    const byDraft = new Map<DraftId, Citation[]>();
    const rows = this.#db
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
}
