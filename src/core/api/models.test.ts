import { readdir } from 'node:fs/promises';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createModelDownloadKind } from '../inference/index.ts';
import { publish, publishedCommit } from '../inference/models/testing/hubDouble.ts';
import { qwenMetadata, smallGguf } from '../inference/models/testing/smallGguf.ts';
import { createStoreFixture, type StoreFixture } from '../inference/models/testing/storeFixture.ts';
import { openTestQueue, type TestQueue } from '../jobs/testing/testQueue.ts';
import { modelHandlers } from './models.ts';

const repository = 'owner/model';
const path = 'model-Q4_K_M.gguf';
let fixture: StoreFixture;
let opened: TestQueue;
beforeEach(async () => {
  fixture = await createStoreFixture();
  opened = openTestQueue({ kinds: [createModelDownloadKind(fixture.store)] });
});
afterEach(async () => {
  await opened.close();
  await fixture.dispose();
});

function client() {
  const { host, store: models } = fixture;
  const { library, queue } = opened;
  return createRouterClient({
    models: modelHandlers({
      ...{ host, library, models, queue },
      modelDownloadKind: createModelDownloadKind(models),
      letJobsRun: () => queue.start(),
    }),
  }).models;
}

test('a model that is removed while it is downloaded is cancelled and does not come back', async () => {
  const bytes = Buffer.concat([await smallGguf(qwenMetadata), Buffer.alloc(400_000, 5)]);
  publish(fixture.hub, repository, { files: { [path]: bytes } });
  const address = `/${repository}/resolve/${publishedCommit}/${path}`;
  const models = client();
  await models.inspect({ repository, path });
  fixture.hub.files.set(address, { bytes, stallAfterBytes: 200_000 });
  const { model, job } = await models.download({ repository, path, acceptLicences: true });
  expect(job).toMatchObject({ kind: 'modelDownload', dedupeKey: model.id });
  const jobId = job?.id ?? expect.fail();
  await expect.poll(() => opened.queue.get(jobId).fraction).toBeGreaterThan(0.1);
  // Asked for twice, it is one download.
  const again = await models.download({ repository, path, acceptLicences: true });
  expect(again.job?.id).toBe(jobId);

  await models.remove({ modelId: model.id });
  expect(opened.queue.get(jobId).state).toBe('cancelled');
  expect(await readdir(fixture.host.paths.models)).toEqual(['licences.json']);
});

test('a file that is there already is not downloaded again', async () => {
  const bytes = await smallGguf(qwenMetadata);
  publish(fixture.hub, repository, { files: { [path]: bytes } });
  const models = client();
  const { job } = await models.download({ repository, path, acceptLicences: true });
  await opened.queue.finished(job?.id ?? expect.fail());
  const { model, ...rest } = await models.download({ repository, path, acceptLicences: true });
  expect([model.state, rest]).toEqual(['installed', {}]);
});
