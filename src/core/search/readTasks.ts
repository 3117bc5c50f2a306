import type { VideoId } from '../../contract/index.ts';
import type { ReadTask } from '../db/index.ts';
import { type FoundDuplicates, findDuplicates } from './duplicates/findDuplicates.ts';
import { findMoments, type MomentQuery } from './findHits.ts';
import type { Located } from './fusion/toHit.ts';
import { type FoundLike, findLike, type LikeInput } from './like/findLike.ts';
import { findNewVideos, type NewVideosQuery } from './saved/findNewVideos.ts';
import { findSimilar, type SimilarInput, type SimilarVideo } from './similar/findSimilar.ts';
import { buildIndexTask, checkIndexesTask } from './vectorIndex/readTasks.ts';

export const findMomentsTask: ReadTask<MomentQuery, Located[] | undefined> = {
  name: 'search.findMoments',
  priority: 'interactive',
  run: findMoments,
};

export const findSimilarTask: ReadTask<SimilarInput, SimilarVideo[]> = {
  name: 'search.findSimilar',
  priority: 'interactive',
  run: (library, input, { signal }) => findSimilar(library, input, signal),
};

export const findDuplicatesTask: ReadTask<undefined, FoundDuplicates> = {
  name: 'search.findDuplicates',
  priority: 'background',
  run: findDuplicates,
};

export const findNewVideosTask: ReadTask<NewVideosQuery, VideoId[]> = {
  name: 'search.findNewVideos',
  priority: 'background',
  run: findNewVideos,
};

export const findLikeTask: ReadTask<LikeInput, FoundLike> = {
  name: 'search.findLike',
  priority: 'interactive',
  run: findLike,
};

/** All of this room, for the reader thread. */
export const searchReadTasks = [
  findMomentsTask,
  findSimilarTask,
  findLikeTask,
  findDuplicatesTask,
  findNewVideosTask,
  buildIndexTask,
  checkIndexesTask,
] as const;
