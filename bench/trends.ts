import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../src/core/base/index.ts';
import { type Library, openLibrary } from '../src/core/db/index.ts';
import { videoFacetsTask } from '../src/core/library/index.ts';
import { createTrends } from '../src/core/memory/index.ts';
import { type Benchmark, type BenchmarkOptions, type BenchmarkRow, quantile } from './benchmark.ts';
import { makePlantedLibrary, plantTopics } from './support/plantedLibrary.ts';

const videos = 100_000;
const topics = 150;
const snapshotsEach = 13;
const coldBarMs = 500;
const warmBarMs = 100;
const usualRounds = 7;

/**
 * The Trends screen's reads over 100,000 videos and a million snapshots. Cold: the first read of a
 * library that was just opened, on a reader thread that has started but read nothing of it. Changed:
 * the library was written to since the last read. Warm: nothing has changed.
 */
async function run({ rounds = usualRounds }: BenchmarkOptions) {
  const endMs = Date.UTC(2026, 5, 1);
  const planted = makePlantedLibrary({
    ...{ seed: 5, videos, topics, days: 365, endMs, snapshotsEach, noiseShare: 0.2 },
  });
  const query = { windowDays: 28, asOfMs: endMs };
  try {
    const [topicId] = plantTopics(planted, topics);
    planted.library.close();
    const times: Record<'cold' | 'changed' | 'warm' | 'topic' | 'backtest', number[]> = {
      ...{ cold: [], changed: [], warm: [], topic: [], backtest: [] },
    };
    for (let round = 0; round < rounds; round++) {
      const library = await openWithThread(planted.directory);
      const trends = createTrends({ library });
      times.cold.push(await timed(() => trends.list(query)));
      times.warm.push(await timed(() => trends.list(query)));
      touch(library);
      times.changed.push(await timed(() => trends.list(query)));
      if (topicId !== undefined) {
        times.topic.push(await timed(() => trends.get({ ...query, topicId })));
      }
      times.backtest.push(await timed(() => trends.backtest({ ...query, moments: 6 })));
      await library.readers.dispose();
      library.close();
    }
    const what = `${videos} videos, ${planted.snapshots} snapshots, ${topics} topics`;
    return {
      name: 'trends',
      rows: [
        row(`list, cold: median of ${rounds} (worst); ${what}`, times.cold, coldBarMs),
        row('list, after a change', times.changed, coldBarMs),
        row('list, warm', times.warm, warmBarMs),
        row('one topic with its videos and curve', times.topic, coldBarMs),
      ],
      notes: [
        `backtest over six moments: ${ms(quantile(times.backtest, 0.5))}`,
        'the peer is the bar; cold is without the start of the thread, with the file in the cache of the system',
      ],
    };
  } finally {
    planted.remove();
  }
}

/** The thread is started by a read of something else. */
async function openWithThread(directory: string): Promise<Library> {
  const library = openLibrary({ directory, clock: systemClock, readers: 'threads' });
  await library.readers.run(videoFacetsTask, undefined);
  // The spare thread starts beside it.
  await wait(1_500);
  return library;
}

function touch({ db }: Library): void {
  db.$client.prepare("INSERT OR REPLACE INTO settings VALUES ('touched', '1')").run();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}

function row(what: string, times: readonly number[], barMs: number): BenchmarkRow {
  const median = quantile(times, 0.5);
  const ratio = median / barMs;
  return {
    what,
    ours: `${ms(median)} (${ms(Math.max(...times))})`,
    peer: ms(barMs),
    ...{ ratio, bar: 1, holds: ratio <= 1 },
  };
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : Math.round(value)} ms`;
}

export const benchmark: Benchmark = { name: 'trends', run };
