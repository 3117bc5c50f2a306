import type {
  Brief,
  BriefId,
  Citation,
  Device,
  DraftId,
  DroppedDraft,
} from '../../shared/index.ts';
import type { LibraryDatabase } from './openDatabase.ts';
import { briefs, citations, drafts } from './schema/index.ts';

export interface NewDraft {
  id: DraftId;
  briefId: BriefId;
  text: string;
  device: Device;
  why: string;
  modelId: string;
  /** Left out for a draft that was kept. */
  droppedReason?: DroppedDraft['reason'];
  citations: readonly Citation[];
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
}
