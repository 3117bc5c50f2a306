import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type {
  Brief,
  BriefId,
  BriefRecord,
  Citation,
  Draft,
  DraftId,
  DroppedDraft,
  HookPattern,
} from '../../contract/index.ts';
import { AppError } from '../base/index.ts';
import type { LibraryDatabase } from '../db/index.ts';
import { briefs, citations, drafts, videos } from '../db/index.ts';
import { readBriefs } from './records/readBriefs.ts';
import { resolveId } from './records/resolveId.ts';

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
  /** Left out where no embedding model measured it. */
  closeness?: number | undefined;
  novelty?: number | undefined;
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
    return readBriefs(this.#db, rows);
  }

  /** A brief with all that was written for it. Errors: `brief.notFound`. */
  brief(id: string): BriefRecord {
    const rows = this.#db
      .select()
      .from(briefs)
      .where(eq(briefs.id, resolveId<BriefId>(this.#db, 'briefs', id)));
    const [record] = readBriefs(this.#db, rows.all());
    if (record === undefined) throw new AppError('brief.notFound', `Brief ${id} not found.`);
    return record;
  }

  /** A draft that was kept, with its brief. Errors: `draft.notFound`. */
  draft(id: string): { draft: Draft; record: BriefRecord } {
    const whole = resolveId<DraftId>(this.#db, 'drafts', id);
    const row = this.#db
      .select({ id: drafts.briefId })
      .from(drafts)
      .where(eq(drafts.id, whole))
      .get();
    const record = row === undefined ? undefined : this.brief(row.id);
    const draft = record?.drafts.find((each) => each.id === whole);
    if (record === undefined || draft === undefined) {
      throw new AppError('draft.notFound', `Draft ${id} not found.`);
    }
    return { draft, record };
  }

  /** What is known of a draft with that text; nothing of a text that has given way meanwhile. */
  setKnown(
    { id, text }: Pick<Draft, 'id' | 'text'>,
    known: { support?: number; closeness?: number; novelty?: number },
  ): void {
    if (Object.keys(known).length === 0) return;
    const sameText = and(eq(drafts.id, id), eq(drafts.text, text));
    this.#db.update(drafts).set(known).where(sameText).run();
  }

  /**
   * Removes a brief with its drafts; `id` may be the beginning of one brief's id.
   * Errors: `brief.notFound`.
   */
  remove(id: string): { removedDrafts: number } {
    return this.#db.transaction((tx) => {
      const briefId = resolveId<BriefId>(this.#db, 'briefs', id);
      const own = tx
        .select({ id: drafts.id })
        .from(drafts)
        .where(eq(drafts.briefId, briefId))
        .all();
      tx.delete(briefs).where(eq(briefs.id, briefId)).run();
      return { removedDrafts: own.length };
    });
  }
}
