import type { ChunkKind, Citation } from '../../../shared/index.ts';

/** One moment of the library that a draft may cite. */
export interface Evidence {
  /** `e1` … `e8`, the only name the model can use for it. */
  id: string;
  kind: ChunkKind;
  citation: Citation;
  /** The moment's whole text, of which the citation quotes at most the beginning. */
  text: string;
}
