import {
  makePlantedLibrary,
  type PlantedOptions,
  plantTopics,
} from '../../bench/support/plantedLibrary.ts';
import { findTopicsTask, listTrendsTask } from '../../src/core/memory/index.ts';
import { normalizedInformation } from './normalizedInformation.ts';

const dayMs = 86_400_000;
const minBursts = 0.95;
const minInformation = 0.7;

const base = { days: 168, endMs: Date.UTC(2026, 5, 1), noiseShare: 0.2, snapshotsEach: 0 };

/** Two or three videos of each topic on a usual day, five times as many in its burst. */
const busy = [1, 2, 3, 4].map((seed) => ({ ...base, seed, videos: 24_000, topics: 40 }));
/** Fewer than one a day: which day a burst begins cannot be told by anybody. No bar. */
const sparse = [5, 6].map((seed) => ({ ...base, seed, videos: 10_000, topics: 60 }));

/** Topics that are apart as the chunks of a library are, more and smaller ones, and closer ones. */
const embedded = [
  { ...base, seed: 1, videos: 3_000, topics: 30, likeness: 0.64 },
  { ...base, seed: 2, videos: 3_000, topics: 60, likeness: 0.64, noiseShare: 0.4 },
  { ...base, seed: 3, videos: 6_000, topics: 40, likeness: 0.55 },
];

/**
 * Planted bursts that are found within one bin at both ends, and planted topics against those that
 * are found (videos of no topic are one group on either side). Lines to print, and whether the bars
 * hold.
 */
export async function evaluateTrends(): Promise<{ lines: string[]; holds: boolean }> {
  const lines: string[] = [];
  let holds = true;
  for (const options of embedded) {
    const { information, topics, seconds } = await topicsIn(options);
    if (information < minInformation) holds = false;
    const { videos, likeness, noiseShare } = options;
    lines.push(
      `topics: ${videos} videos, ${options.topics} planted (cosine ${likeness}, ${noiseShare * 100} % of none), ` +
        `${topics} found in ${seconds.toFixed(1)} s: NMI ${information.toFixed(3)} (bar ${minInformation})`,
    );
  }
  const found = await burstsIn(busy);
  if (found.near < minBursts * found.planted) holds = false;
  lines.push(`bursts, ${describe(found)} (bar ${minBursts})`);
  lines.push(`bursts of sparse topics, ${describe(await burstsIn(sparse))} (no bar)`);
  lines.push(holds ? 'The bars hold.' : 'The bars DO NOT HOLD.');
  return { lines, holds };
}

interface FoundBursts {
  planted: number;
  /** Within one bin at both ends. */
  near: number;
  /** At the beginning. */
  begun: number;
  /** In topics without one. */
  wrong: number;
}

async function burstsIn(libraries: readonly PlantedOptions[]): Promise<FoundBursts> {
  const found = { planted: 0, near: 0, begun: 0, wrong: 0 };
  for (const options of libraries) {
    const planted = makePlantedLibrary(options);
    try {
      const ids = plantTopics(planted, options.topics);
      const query = { windowDays: 28, asOfMs: options.endMs };
      const { topics } = await listTrendsTask.run(planted.library, query, {});
      for (const [topic, id] of ids.entries()) {
        const bursts = topics.find((trend) => trend.id === id)?.bursts ?? [];
        const burst = planted.bursts.find((one) => one.topic === topic);
        if (burst === undefined) {
          found.wrong += bursts.length;
          continue;
        }
        found.planted++;
        const begun = bursts.filter(({ sinceMs }) => Math.abs(sinceMs - burst.fromMs) <= dayMs);
        if (begun.length > 0) found.begun++;
        if (begun.some(({ untilMs }) => Math.abs(untilMs - burst.untilMs) <= dayMs)) found.near++;
      }
    } finally {
      planted.remove();
    }
  }
  return found;
}

function describe({ planted, near, begun, wrong }: FoundBursts): string {
  return (
    `within one bin at both ends: ${near} of ${planted}, ${(near / planted).toFixed(3)}; ` +
    `at the beginning: ${begun}; found where none is: ${wrong}`
  );
}

async function topicsIn(
  options: PlantedOptions,
): Promise<{ information: number; topics: number; seconds: number }> {
  const planted = makePlantedLibrary({ ...options, dimensions: 384 });
  try {
    const beganMs = performance.now();
    const { placed, words } = await findTopicsTask.run(planted.library, undefined, {});
    const seconds = (performance.now() - beganMs) / 1_000;
    const information = normalizedInformation(
      placed.map(({ cluster }) => cluster),
      placed.map(({ videoId }) => planted.topicOf.get(videoId) ?? -1),
    );
    return { information, topics: words.length, seconds };
  } finally {
    planted.remove();
  }
}
