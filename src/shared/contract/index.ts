import { draftsContract } from './drafts.ts';
import { jobsContract } from './jobs.ts';
import { libraryContract } from './library.ts';
import { modelsContract } from './models.ts';
import { searchContract } from './search.ts';
import { videosContract } from './videos.ts';

/** Every procedure of Trendroom. One router answers it over every transport. */
export const contract = {
  videos: videosContract,
  search: searchContract,
  drafts: draftsContract,
  models: modelsContract,
  jobs: jobsContract,
  library: libraryContract,
};

export * from './common.ts';
export * from './drafts.ts';
export * from './jobs.ts';
export * from './library.ts';
export * from './models.ts';
export * from './search.ts';
export * from './videos.ts';
