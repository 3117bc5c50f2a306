import type { Backtest, TopicDetail, TrendList } from '../../../contract/index.ts';
import type { Library, ReadControl, ReadTask } from '../../db/index.ts';
import type { TopicQuery, TrendQuery } from './period.ts';
import { backtestTask, getTopicTrendTask, listTrendsTask } from './readTasks.ts';

/** A query whose moment may be left out: now. */
type Asked<Query> = Omit<Query, 'asOfMs'> & { asOfMs?: number | undefined };

export interface Trends {
  list(query: Asked<TrendQuery>, control?: ReadControl): Promise<TrendList>;
  /** Errors: `topic.notFound`. */
  get(query: Asked<TopicQuery>, control?: ReadControl): Promise<TopicDetail>;
  backtest(
    query: Asked<TrendQuery> & { moments: number },
    control?: ReadControl,
  ): Promise<Backtest>;
}

/** “Now” may be so much earlier while nothing has changed. */
const maxAgeMs = 5 * 60_000;
/** Answers that are kept: a person goes back and forth between a few. */
const maxKept = 12;

/**
 * Trends of a library, computed on its reader threads. The last answers are kept until the library
 * changes.
 */
export function createTrends({ library }: { library: Library }): Trends {
  return {
    list: keptUntilChanged(library, listTrendsTask),
    get: keptUntilChanged(library, getTopicTrendTask),
    backtest: keptUntilChanged(library, backtestTask),
  };
}

function keptUntilChanged<Query extends { windowDays: number }, Answer>(
  library: Library,
  task: ReadTask<Query & { asOfMs: number }, Answer>,
): (asked: Query & { asOfMs?: number | undefined }, control?: ReadControl) => Promise<Answer> {
  const kept = new Map<string, { version: string; answer: Answer; madeAtMs: number }>();
  return async (asked, control) => {
    const key = JSON.stringify(asked);
    const version = versionOf(library);
    const nowMs = library.clock.nowMs();
    const before = kept.get(key);
    const isFresh =
      before?.version === version &&
      (asked.asOfMs !== undefined || Math.abs(nowMs - before.madeAtMs) < maxAgeMs);
    if (before !== undefined && isFresh) return before.answer;
    const query = { ...asked, asOfMs: asked.asOfMs ?? nowMs };
    const answer = await library.readers.run(task, query, control);
    kept.delete(key);
    kept.set(key, { version, answer, madeAtMs: nowMs });
    for (const oldest of kept.keys()) {
      if (kept.size <= maxKept) break;
      kept.delete(oldest);
    }
    return answer;
  };
}

/** Changes with every change of the library, by this connection or by another process. */
function versionOf({ db }: Library): string {
  const own = db.$client.prepare<[], number>('SELECT total_changes()').pluck().get();
  return `${own} ${String(db.$client.pragma('data_version', { simple: true }))}`;
}
