import type { TopicId, TopicSummary } from '../../contract/index.ts';
import { AppError } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import { type JobKind, type JobQueue, runNow } from '../jobs/index.ts';
import { resolveVideoIds } from '../library/index.ts';
import {
  editTopic,
  enqueueTopics,
  listTopics,
  mergeTopic,
  resolveTopicId,
  splitTopic,
  type TopicsPayload,
  type Trends,
} from '../memory/index.ts';
import { api } from './implementer.ts';

export interface TrendTools {
  library: Library;
  queue: JobQueue;
  trends: Trends;
  topicsKind: JobKind<TopicsPayload>;
  letJobsRun(): void;
}

/** Topics and what they do. A topic is named by its id, the unique beginning of it, or its name. */
export function trendHandlers({
  library,
  queue,
  trends: memory,
  topicsKind,
  letJobsRun,
}: TrendTools) {
  const { trends } = api;
  const resolve = (given: string): TopicId => resolveTopicId(library, given);
  return {
    list: trends.list.handler(({ input, signal }) => memory.list(input, { signal })),
    get: trends.get.handler(({ input, signal }) =>
      memory.get({ ...input, topicId: resolve(input.topicId) }, { signal }),
    ),
    backtest: trends.backtest.handler(({ input, signal }) => memory.backtest(input, { signal })),
    topics: trends.topics.handler(async ({ signal }) => ({
      topics: listTopics(library),
      basis: (await memory.list({ windowDays: 28 }, { signal })).basis,
    })),
    findTopics: trends.findTopics.handler(({ input }) => {
      const jobId = enqueueTopics(queue, topicsKind, input, true);
      letJobsRun();
      return runNow(queue, jobId);
    }),
    edit: trends.edit.handler(({ input: { topicId, ...change } }) => {
      const id = resolve(topicId);
      editTopic(library, id, change);
      return summaryOf(library, id);
    }),
    merge: trends.merge.handler(({ input: { topicId, into } }) => {
      const id = resolve(topicId);
      const target = into === undefined ? undefined : resolve(into);
      mergeTopic(library, id, target);
      return summaryOf(library, target ?? id);
    }),
    split: trends.split.handler(({ input: { videoIds, name } }) =>
      summaryOf(library, splitTopic(library, resolveVideoIds(library, videoIds), name)),
    ),
  };
}

/** Of a topic, or of the one that it was merged into. */
function summaryOf(library: Library, id: TopicId): TopicSummary {
  const found = listTopics(library).find(
    (topic) => topic.id === id || topic.merged.some((merged) => merged.id === id),
  );
  if (found === undefined) throw new AppError('topic.notFound', `Topic ${id} not found.`);
  return found;
}
