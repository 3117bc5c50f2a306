import type { ChunkKind, Citation } from '../../../shared/index.ts';

/** One moment of the library that a draft may cite. */
export interface Evidence {
  /** `e1` … `e8`, the only name the model can use for it. */
  id: string;
  kind: ChunkKind;
  citation: Citation;
  /** What is said or shown around the quote too: a draft must copy none of it. */
  context: string;
}
