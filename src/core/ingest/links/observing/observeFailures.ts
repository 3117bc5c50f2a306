import type { VideoId } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';

/** Remembers how an attempt to read counts ended: one that went well forgets those that failed. */
export function keepAttempt(
  { db, clock }: Library,
  videoId: VideoId,
  status: 'observed' | 'failed',
): void {
  const { $client } = db;
  if (status === 'observed') {
    $client.prepare('DELETE FROM observe_failures WHERE video_id = ?').run(videoId);
    return;
  }
  $client
    .prepare(
      `INSERT INTO observe_failures (video_id, failures, last_at_ms)
       SELECT id, 1, ? FROM videos WHERE id = ?
       ON CONFLICT (video_id) DO UPDATE SET failures = failures + 1, last_at_ms = excluded.last_at_ms`,
    )
    .run(clock.nowMs(), videoId);
}
