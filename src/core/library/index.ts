export type { LibraryDatabase } from './openDatabase.ts';
export { type Library, type LibraryOptions, openLibrary } from './openLibrary.ts';
