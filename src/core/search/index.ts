export { findByWords } from './chunks/findChunks.ts';
export { segmentsIn } from './chunks/segmentsIn.ts';
export { createSearch, type Search } from './createSearch.ts';
export { createVectorIndexing } from './vectorIndex/createVectorIndexing.ts';
export { nearestChunks } from './vectorIndex/nearestChunks.ts';
