import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { silentLogger, systemClock } from '../../../../src/core/base/index.ts';
import { temporaryLibrary } from '../../../../src/core/db/testing/temporaryLibrary.ts';
import { createJobQueue } from '../../../../src/core/jobs/index.ts';
import { createBackupKind } from '../../../../src/core/library/index.ts';
import { addSampleVideo } from '../../../../src/core/library/testing/sampleVideo.ts';
import type { ClockTrial } from '../../faults/clocks.ts';
import { dayMs, jumps, todayMs } from './jumps.ts';

const kept = 7;

/** The nightly backup under wrong clocks, then on eight right days: these must not be pushed out. */
export async function backupsInTime(): Promise<{ trial: ClockTrial; close(): Promise<void> }> {
  return { trial, close: async () => {} };
}

const trial: ClockTrial = async (chance) => {
  const place = await temporaryLibrary();
  const { library } = place;
  let nowMs = todayMs;
  const clock = { ...systemClock, nowMs: () => nowMs };
  const kind = createBackupKind({ ...library, clock });
  const queue = createJobQueue({ library, clock, logger: silentLogger, kinds: [kind] });
  const backups = async (): Promise<string[]> =>
    (await readdir(join(library.directory, 'backups'))).sort();
  try {
    await addSampleVideo(place, { name: 'one.mp4', bytes: 'one' });
    queue.start();
    const right = Array.from({ length: kept + 1 }, (_, day) => todayMs + (day + 2) * dayMs);
    for (const time of [...jumps(chance), ...right]) {
      nowMs = time;
      const payload = { schedule: { dueAtMs: time, reason: 'byHand' } } as const;
      const job = await queue.finished(queue.enqueue(kind, payload, { label: 'Backup' }));
      if (job.state !== 'done') return `${job.state}: ${job.error?.message}`;
      const found = await backups();
      const today = new Date(time).getFullYear();
      if (!found.some((name) => name.includes(`${today}`)))
        return `nothing of ${today} in ${found}`;
      if (found.length > kept) return `${found.length} kept`;
    }
    const found = await backups();
    return found.filter((name) => name.includes('2026')).length === kept ? undefined : `${found}`;
  } finally {
    await queue.dispose();
    await place.remove();
  }
};
