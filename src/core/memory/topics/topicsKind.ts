import type { JobId } from '../../../contract/index.ts';
import { jobMessages, type Logger, priorities, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { LanguageModel } from '../../inference/index.ts';
import type { JobKind, JobQueue } from '../../jobs/index.ts';
import { activeSpace, countVectors } from '../../library/index.ts';
import { findTopicsTask, placeNewVideosTask } from './findTopics.ts';
import { writeLabels } from './labels/writeLabels.ts';
import { placeAll, saveClusters } from './store/saveClusters.ts';
import { putWrittenLabels } from './store/topicRepository.ts';
import { getTopicState, hasMoreUnseen, touchTopicState } from './store/topicState.ts';

export interface TopicsPayload {
  /** Clusters are found anew, whatever is known. */
  anew?: boolean;
}

/** With more new videos than this share of those that were clustered, clusters are found anew. */
const maxNewShare = 0.2;
/** Fewer new videos wait for more: each run reads all texts. */
const minNewVideos = 20;
/** Before the first run nothing is shown: it does not wait for more than the smallest topic has. */
const minFirstVideos = 5;

/**
 * Queues the job, or gives the one that has not ended: one is enough. One that a person waits for
 * goes before other batches, such as embedding.
 */
export function enqueueTopics(
  queue: JobQueue,
  kind: JobKind<TopicsPayload>,
  payload: TopicsPayload = {},
  isByHand = false,
): JobId {
  const options = { label: jobMessages.labels.topics, dedupeKey: kind.kind };
  const priority = isByHand ? priorities.ingest : priorities.batch;
  return queue.enqueue(kind, payload, { ...options, priority });
}

/**
 * Whether another run is worth its time: many videos came since the last one, or another model made
 * the vectors, perhaps the first one.
 */
export function areTopicsDue(library: Library): boolean {
  const space = activeSpace(library);
  const state = getTopicState(library);
  const hasVectors = space !== undefined && countVectors(library, space.id).embedded > 0;
  if (hasVectors && state !== undefined && state.spaceId !== space.id) return true;
  const least = state === undefined ? minFirstVideos : minNewVideos;
  return hasMoreUnseen(library, least - 1, space?.id);
}

/**
 * Finds what videos are about. New videos are put into the topics that are there; when there are
 * none, when many videos are new, or when another model made the vectors, clusters are found anew
 * and matched with the topics of before. The work is done on a reader thread; what it finds is
 * stored in one transaction. With a language model that follows instructions, it then writes labels from the
 * titles of the videos; without, and whenever that fails, the words are the labels.
 */
export function createTopicsKind({
  library,
  logger,
  languageModel,
}: {
  library: Library;
  logger: Logger;
  languageModel?: LanguageModel | undefined;
}): JobKind<TopicsPayload> {
  return {
    kind: 'topics',
    maxAttempts: 2,
    priority: priorities.batch,
    isRetryable: (code) => code === 'worker.crashed' || code === 'disk.full',
    stages: [
      {
        name: 'topics',
        weight: 1,
        resource: 'cpu',
        run: async ({ payload, signal, writeAtEnd }) => {
          const { readers } = library;
          if (payload.anew !== true && !areClustersStale(library)) {
            const placed = await readers.run(placeNewVideosTask, undefined, { signal });
            writeAtEnd(() => {
              placeAll(library, placed, ({ topicId }) => topicId);
              touchTopicState(library);
            });
            return;
          }
          const found = await readers.run(findTopicsTask, undefined, { signal });
          writeAtEnd(() => saveClusters(library, found));
        },
      },
      {
        name: 'labels',
        weight: 0.5,
        resource: 'disk',
        run: async ({ signal, progress, releaseWhile, writeAtEnd }) => {
          if (languageModel === undefined) return;
          try {
            const written = await releaseWhile(() =>
              writeLabels(library, { languageModel, signal, onShare: (share) => progress(share) }),
            );
            writeAtEnd(() => putWrittenLabels(library, written));
          } catch (error) {
            signal.throwIfAborted();
            // The topics are there, named by their words.
            logger.warn('labels were not written', { code: toAppError(error).code });
          }
        },
      },
    ],
  };
}

function areClustersStale(library: Library): boolean {
  const state = getTopicState(library);
  const space = activeSpace(library);
  if (state === undefined || state.source === 'hashtags') return true;
  if (state.spaceId !== (space?.id ?? null)) return true;
  return hasMoreUnseen(library, state.clusteredVideos * maxNewShare, space?.id);
}
