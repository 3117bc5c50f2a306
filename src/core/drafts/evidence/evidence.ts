import type { ChunkKind, Citation } from '../../../contract/index.ts';

/** One moment of the library that a draft may cite. */
export interface Evidence {
  /** `e1` … `e8`, the only name the model can use for it. */
  id: string;
  kind: ChunkKind;
  citation: Citation;
  /** The moment as search found it: a draft must copy none of it either. */
  context: string;
}
