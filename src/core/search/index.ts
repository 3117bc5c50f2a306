export { findByWords, getFoundChunks } from './chunks/findChunks.ts';
export { segmentsReader } from './chunks/segmentsReader.ts';
export { createIndexing } from './createIndexing.ts';
export { createSearch, type Search } from './createSearch.ts';
export { weightParts } from './documents/coverage.ts';
export { refreshDocuments } from './documents/refreshDocuments.ts';
export { areDuplicatesStale, saveDuplicates } from './duplicates/duplicateStore.ts';
export { duplicatesOf, listDuplicates } from './duplicates/listDuplicates.ts';
export { editDistance } from './query/editDistance.ts';
export { parseQuery } from './query/parseQuery.ts';
export { isStopWord } from './query/stopWords.ts';
export { findDuplicatesTask } from './readTasks.ts';
export { createSavedSearches, type SavedSearches } from './saved/createSavedSearches.ts';
export {
  listSavedSearches,
  removeSavedSearch,
  renameSavedSearch,
  resolveSavedSearchId,
  saveSearch,
} from './saved/savedSearchRepository.ts';
export { nearestChunks } from './vectorIndex/nearestChunks.ts';
