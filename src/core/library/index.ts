export { DraftRepository, type MakerModel, type NewDraft } from './draftRepository.ts';
export { isFinal, type JobEnd, JobRepository, type StoredError } from './jobRepository.ts';
export type { StoredJob } from './jobRepositoryReads.ts';
export type { LibraryDatabase } from './openDatabase.ts';
export { type Library, type LibraryOptions, openLibrary } from './openLibrary.ts';
