import type { Agreement, CodePair, PlaceQuery, VerifyReport } from '../../contract/index.ts';
import type { Library, ReadControl, ReadTask } from '../db/index.ts';
import { checkDatabase, type DatabaseCheck } from './backup/checkDatabase.ts';
import { type LibrarySizes, librarySizes } from './backup/librarySizes.ts';
import { verifyLibrary } from './backup/verifyLibrary.ts';
import { type AskedCoders, measureAgreement } from './coding/agreement/measureAgreement.ts';
import { coOccurrence } from './coding/coOccurrence.ts';
import { exportQdpxTask, readQdpxTask } from './coding/qdpx/qdpx.ts';
import { type FoundQuotes, listQuotes, type QuoteQuery } from './coding/quoteRepository.ts';
import { type FoundPlaces, findPlaces } from './transcripts/edits/findPlaces.ts';
import { type VideoFacets, videoFacets } from './videos/videoFacets.ts';
import { listVideos, type VideoListOptions, type VideoPage } from './videos/videoLists.ts';

export const listVideosTask: ReadTask<VideoListOptions, VideoPage> = {
  name: 'library.listVideos',
  priority: 'interactive',
  run: listVideos,
};

/** A page of all videos comes from an index in a millisecond; text and filters look at every row. */
export async function findVideos(
  library: Library,
  options: VideoListOptions,
  control: ReadControl,
): Promise<VideoPage> {
  const { text = '', filters = {} } = options;
  const isPlain =
    text.trim() === '' && Object.values(filters).every((value) => value === undefined);
  return isPlain
    ? listVideos(library, options)
    : library.readers.run(listVideosTask, options, control);
}

export const videoFacetsTask: ReadTask<void, VideoFacets> = {
  name: 'library.videoFacets',
  priority: 'interactive',
  run: videoFacets,
};

export const librarySizesTask: ReadTask<void, LibrarySizes> = {
  name: 'library.sizes',
  priority: 'interactive',
  run: librarySizes,
};

export const verifyLibraryTask: ReadTask<void, VerifyReport> = {
  name: 'library.verify',
  priority: 'background',
  run: (library, _, { signal }) => verifyLibrary(library, signal),
};

export const checkDatabaseTask: ReadTask<{ file: string }, DatabaseCheck> = {
  name: 'library.checkDatabase',
  priority: 'background',
  run: (_, { file }) => checkDatabase(file),
};

export const findPlacesTask: ReadTask<PlaceQuery, FoundPlaces> = {
  name: 'library.findPlaces',
  priority: 'interactive',
  run: findPlaces,
};

const listQuotesTask: ReadTask<QuoteQuery, FoundQuotes> = {
  name: 'coding.listQuotes',
  priority: 'interactive',
  run: listQuotes,
};

/** Those of one video come from an index; those of all are sorted by their titles. */
export async function findQuotes(
  library: Library,
  query: QuoteQuery,
  control: ReadControl,
): Promise<FoundQuotes> {
  return query.videoId === undefined
    ? library.readers.run(listQuotesTask, query, control)
    : listQuotes(library, query);
}

export const codesTogetherTask: ReadTask<{ limit: number }, CodePair[]> = {
  name: 'coding.together',
  priority: 'interactive',
  run: coOccurrence,
};

export const agreementTask: ReadTask<AskedCoders, Agreement> = {
  name: 'coding.agreement',
  priority: 'interactive',
  run: measureAgreement,
};

/** All of this room, for the reader thread. */
export const libraryReadTasks = [
  listVideosTask,
  videoFacetsTask,
  librarySizesTask,
  verifyLibraryTask,
  checkDatabaseTask,
  findPlacesTask,
  listQuotesTask,
  codesTogetherTask,
  agreementTask,
  exportQdpxTask,
  readQdpxTask,
] as const;
