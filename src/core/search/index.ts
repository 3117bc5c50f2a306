export { type ChunkScope, scopeSql } from './chunks/chunkScope.ts';
export {
  type FoundChunk,
  findByMeaning,
  findByWords,
  getFoundChunks,
  type MeaningQuery,
  type WordsQuery,
} from './chunks/findChunks.ts';
export { matchRanges, type TextRange } from './chunks/matchRanges.ts';
export { segmentsIn } from './chunks/segmentsIn.ts';
export { nearVideos, videoVectors } from './chunks/videoVectors.ts';
export { createSearch, type Search, type SearchInput, type SearchResult } from './createSearch.ts';
