import type { ChunkKind } from '../../../contract/index.ts';

/** The unit of search: a text with its time in the video. */
export interface Chunk {
  kind: ChunkKind;
  startMs: number;
  endMs: number;
  text: string;
}
