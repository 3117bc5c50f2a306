import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger, systemClock } from '../src/core/base/index.ts';
import { openLibrary } from '../src/core/db/index.ts';
import { createJobQueue, type JobQueue } from '../src/core/jobs/index.ts';
import { listVideos } from '../src/core/library/index.ts';
import { createMeasuring, listOutliersTask, measureVideoTask } from '../src/core/memory/index.ts';
import { addLongitudinalSet } from '../src/core/memory/testing/longitudinalSet.ts';
import type { Benchmark, BenchmarkRow } from './benchmark.ts';

const definition = 'channel-median-same-age-v1';

/** Measures over 100,000 videos and a million snapshots, with outliers planted among them. */
export const benchmark: Benchmark = {
  name: 'memory',
  run: async ({ rounds = 5 }) => {
    const directory = mkdtempSync(join(tmpdir(), 'trendroom-bench-'));
    const library = openLibrary({
      ...{ directory, clock: systemClock, logger: silentLogger, readers: 'threads' as const },
    });
    const { outliers, endMs } = addLongitudinalSet(library, {
      ...{ channels: 1_000, videosEach: 100, daysApart: 8 },
    });
    let queue: JobQueue;
    const measuring = createMeasuring({ library, logger: silentLogger, queue: () => queue });
    queue = createJobQueue({
      ...{ library, clock: systemClock, logger: silentLogger, kinds: [measuring.kind] },
    });
    queue.start();
    try {
      const measureMs = await timed(async () => {
        const jobId = measuring.enqueue();
        if (jobId !== undefined) await queue.finished(jobId);
      });
      const page = { limit: 200, offset: 0 };
      const [plainMs, sortedMs, deepMs] = [
        await best(rounds, () => listVideos(library, { ...page, sort: 'views' })),
        await best(rounds, () => listVideos(library, { ...page, sort: 'outlier' })),
        await best(rounds, () => listVideos(library, { ...page, sort: 'outlier', offset: 50_000 })),
      ];
      const query = { definition, asOfMs: endMs, limit: outliers.size } as const;
      const list = () => library.readers.run(listOutliersTask, query);
      await list();
      const listMs = await best(rounds, list);
      const { videos } = await list();
      const [first] = videos;
      if (first === undefined) throw new Error('nothing has a score');
      const one = { videoId: first.videoId, asOfMs: endMs, isPast: false };
      const oneMs = await best(rounds, () => library.readers.run(measureVideoTask, one));
      const found = videos.filter(({ videoId }) => outliers.has(videoId)).length / outliers.size;
      const counts = library.db.$client
        .prepare(
          "SELECT (SELECT count(*) FROM videos) || ' videos, ' || count(*) || ' snapshots' FROM metric_snapshots",
        )
        .pluck()
        .get();
      return {
        name: 'memory',
        rows: [
          row('planted outliers ranked first', found, 0.95, { atLeast: true, unit: '' }),
          row('the first measuring of all', measureMs, 60_000),
          row('a page by outlier score, against one by views', sortedMs, Math.max(5, plainMs * 2)),
          row('a page in the middle', deepMs, 100),
          row('every outlier score computed as of a day', listMs, 10_000),
          row('the measures of one video', oneMs, 50),
        ],
        notes: [`${counts}, ${outliers.size} planted.`],
      };
    } finally {
      await queue.dispose();
      await library.readers.dispose();
      library.close();
      rmSync(directory, { recursive: true });
    }
  },
};

async function timed(run: () => unknown): Promise<number> {
  const startedAtMs = performance.now();
  await run();
  return performance.now() - startedAtMs;
}

async function best(rounds: number, run: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) least = Math.min(least, await timed(run));
  return least;
}

function row(
  what: string,
  value: number,
  bar: number,
  { atLeast, unit = ' ms' }: { atLeast?: true; unit?: string } = {},
): BenchmarkRow {
  const shown = (figure: number): string => `${figure.toFixed(unit === '' ? 3 : 1)}${unit}`;
  return {
    ...{ what, ours: shown(value), peer: `${shown(bar)} (bar)`, ratio: value / bar, bar: 1 },
    ...(atLeast ? { atLeast, holds: value >= bar } : { holds: value <= bar }),
  };
}
