import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endpointFieldsSchema } from '../../../contract/index.ts';
import { silentLogger, systemClock } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createNodeHost } from '../../host/index.ts';
import { folderKeychain } from '../../host/testing/folderKeychain.ts';
import { createEndpoints } from '../endpoints/createEndpoints.ts';
import { type FakeServer, startFakeServer } from '../testing/fakeServer.ts';
import { mediaWithoutSound } from '../testing/mediaWithoutSound.ts';
import { createQueuedBatches, type QueuedBatches } from '../testing/queuedBatches.ts';
import { runKilled } from './testing/runKilled.ts';

const rows = 300;
const kills = 4;
const maxAtOnce = 16;
/** Answers that have come and wait to be stored together. */
const maxUnstored = 64;

let library: Library;
let server: FakeServer;
let close: () => Promise<void>;
let batches: QueuedBatches;
beforeEach(async () => {
  const temporary = await temporaryLibrary();
  library = temporary.library;
  server = await startFakeServer();
  const host = createNodeHost({
    libraryDir: library.directory,
    modelsDir: '',
    logger: silentLogger,
    keychain: folderKeychain(join(temporary.folder, 'keychain')),
  });
  const endpoints = createEndpoints({ host, library });
  batches = createQueuedBatches({
    library,
    servers: endpoints.servers,
    media: mediaWithoutSound(library),
    local: () => Promise.reject(new Error('not asked')),
    clock: systemClock,
    logger: silentLogger,
  });
  close = async () => {
    await batches.dispose();
    await endpoints.dispose();
    await server.close();
    await temporary.remove();
  };
  const fields = { name: 'GPU box', role: 'chat', url: server.url, maxConcurrency: maxAtOnce };
  const { id } = await endpoints.add(endpointFieldsSchema.parse(fields));
  await endpoints.approve(id, true);
});
afterEach(() => close());

test('killed again and again, each row is stored once; only what was under way is asked again', async () => {
  const run = await runKilled({
    ...{ batches, server, libraryDirectory: library.directory, rows, kills },
    requestsToKill: () => 20 + Math.floor(30 * Math.random()),
    // Some are under way for longer than the next process takes to start.
    answerInMs: () => (Math.random() < 0.05 ? 1_500 : 2 + 8 * Math.random()),
  });
  expect(run).toMatchObject({ stored: rows, storedTwice: 0, askedAgainInVain: 0 });
  expect(run.underWay).toHaveLength(kills);
  for (const underWay of run.underWay)
    expect(underWay).toBeLessThanOrEqual(maxAtOnce + maxUnstored);
  expect(run.askedAgain).toBeLessThanOrEqual(run.underWay.reduce((sum, each) => sum + each, 0));
}, 120_000);
