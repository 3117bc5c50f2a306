import { videoWordsTask, wordWeightsTask } from './moments/wordWeights.ts';
import { libraryNamesTask } from './planning/libraryNames.ts';
import { runQueryTask } from './queries/runQuery.ts';

/** All of this room, for the reader thread. */
export const askReadTasks = [
  libraryNamesTask,
  wordWeightsTask,
  videoWordsTask,
  runQueryTask,
] as const;
