import type { Clock } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Embedder, LanguageModel } from '../../inference/index.ts';
import type { EvidenceSearch } from '../evidence/gatherEvidence.ts';

/** What drafts are written with. */
export interface DraftsOptions {
  library: Library;
  search: EvidenceSearch;
  languageModel: LanguageModel;
  /** Judges what is on the topic; without it, common words decide. */
  embedder?: Embedder;
  clock: Clock;
  /** Id of the model that is in memory; left out: none is known to be. */
  loadedModel?: () => Promise<string | undefined>;
  /** The first generation's seed; the next ones count on. By chance when left out. */
  firstSeed?: () => number;
  /** Most candidates in work at the same time; left out: 8, or 1 of a model without chat training. */
  candidatesAtOnce?: number;
}
