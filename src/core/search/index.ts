export { findByWords, getFoundChunks } from './chunks/findChunks.ts';
export { segmentsIn } from './chunks/segmentsIn.ts';
export { createIndexing } from './createIndexing.ts';
export { createSearch, type Search } from './createSearch.ts';
export { isStopWord } from './query/stopWords.ts';
export { nearestChunks } from './vectorIndex/nearestChunks.ts';
