import type { Backtest, TopicDetail, TrendList } from '../../../contract/index.ts';
import type { ReadTask } from '../../db/index.ts';
import { findTopicsTask, placeNewVideosTask } from '../topics/findTopics.ts';
import { backtest } from './backtest.ts';
import { getTopicTrend } from './getTopicTrend.ts';
import { listTrends } from './listTrends.ts';
import type { TopicQuery, TrendQuery } from './period.ts';

export const listTrendsTask: ReadTask<TrendQuery, TrendList> = {
  name: 'memory.listTrends',
  priority: 'interactive',
  run: listTrends,
};

export const getTopicTrendTask: ReadTask<TopicQuery, TopicDetail> = {
  name: 'memory.getTopicTrend',
  priority: 'interactive',
  run: getTopicTrend,
};

export const backtestTask: ReadTask<TrendQuery & { moments: number }, Backtest> = {
  name: 'memory.backtest',
  priority: 'interactive',
  run: backtest,
};

/** Topics and trends, for the reader thread. */
export const trendReadTasks = [
  listTrendsTask,
  getTopicTrendTask,
  backtestTask,
  findTopicsTask,
  placeNewVideosTask,
] as const;
