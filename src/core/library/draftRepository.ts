import type {
  Brief,
  BriefId,
  Citation,
  Device,
  DraftId,
  DroppedDraft,
} from '../../shared/index.ts';
import type { LibraryDatabase } from './openDatabase.ts';
import { briefs, citations, drafts, models } from './schema/index.ts';

/** A model as the library remembers it: what made a result. */
export interface MakerModel {
  id: string;
  name: string;
  version: string;
}

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

  /** The brief and the model that will write for it, in one transaction. */
  insertBrief(id: BriefId, brief: Brief, made: { model: MakerModel; atMs: number }): void {
    const { model, atMs } = made;
    this.#db.transaction((tx) => {
      tx.insert(briefs)
        .values({ id, ...brief, createdAtMs: atMs })
        .run();
      tx.insert(models)
        .values({ ...model, firstUsedAtMs: atMs })
        .onConflictDoUpdate({
          target: models.id,
          set: { name: model.name, version: model.version },
        })
        .run();
    });
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
