import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger, systemClock } from '../../../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../../db/testing/temporaryLibrary.ts';
import { createJobQueue, type JobKind } from '../../../jobs/index.ts';
import {
  findVideoFile,
  getVideo,
  pathOf,
  updateVideo,
  verifyLibrary,
} from '../../../library/index.ts';
import { addSampleVideo } from '../../../library/testing/sampleVideo.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import { createMediaClient } from '../../media/mediaClient.ts';
import { createFingerprintStage } from './fingerprintStage.ts';
import { createStoreStage } from './storeStage.ts';

let place: TemporaryLibrary;
beforeEach(async () => {
  place = await temporaryLibrary();
});
afterEach(() => place.remove());

async function ingestAgain(path: string, storage: IngestPayload['storage']): Promise<void> {
  const { library } = place;
  const noProcess = (): never => {
    throw new Error('A duplicate needs no media process.');
  };
  const media = createMediaClient({ start: noProcess });
  const kind: JobKind<IngestPayload> = {
    ...{ kind: 'ingest', maxAttempts: 1, isRetryable: () => false },
    stages: [createFingerprintStage(library), createStoreStage({ library, media })],
  };
  const queue = createJobQueue({
    library,
    clock: systemClock,
    logger: silentLogger,
    kinds: [kind],
  });
  const payload = { path, originalName: 'clip.mp4', storage };
  queue.start();
  const job = await queue.finished(queue.enqueue(kind, payload, { label: 'clip.mp4' }));
  expect(job.error).toBeUndefined();
  await queue.dispose();
}

test('ingesting the same file again puts a missing original back', async () => {
  const { library } = place;
  const { id, path } = await addSampleVideo(place, { name: 'clip.mp4', bytes: 'clip' });
  updateVideo(library, id, { ingestState: 'complete' });
  await rm(pathOf(library, getVideo(library, id).contentHash));
  await ingestAgain(path, 'copy');
  expect((await verifyLibrary(library)).ok).toBe(true);
});

test('so does one that was left in place and whose place a restored backup does not say', async () => {
  const { library } = place;
  const sample = { name: 'clip.mp4', bytes: 'clip', storage: 'reference' } as const;
  const { id, path } = await addSampleVideo(place, sample);
  updateVideo(library, id, { ingestState: 'complete' });
  library.db.$client.exec('UPDATE media_files SET reference_path = NULL');
  await ingestAgain(path, 'reference');
  expect(findVideoFile(library, id, 'original')?.path).toBe(path);
  library.db.$client.exec('UPDATE media_files SET reference_path = NULL');
  await ingestAgain(path, 'copy');
  expect(findVideoFile(library, id, 'original')).toMatchObject({ kept: true });
  expect(getVideo(library, id).storage).toBe('copy');
});
