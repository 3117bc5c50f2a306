export { findByMeaning, findByWords } from './chunks/findChunks.ts';
export { segmentsIn } from './chunks/segmentsIn.ts';
export { createSearch, type Search } from './createSearch.ts';
export { isStopWord } from './query/stopWords.ts';
