import type { Library } from '../../db/index.ts';

/**
 * What there is to compare: prints of pictures and of sound, and records without a file. A video that
 * was being ingested while groups were found has more of them later.
 */
export function countPrints({ db }: Library): number {
  const count = db.$client
    .prepare<[], number>(
      `SELECT (SELECT count(frames) + count(sound) FROM video_prints) +
         (SELECT count(*) FROM videos WHERE storage = 'none')`,
    )
    .pluck()
    .get();
  return count ?? 0;
}
