import { access } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JobId } from '../../../../contract/index.ts';
import type { JobQueue } from '../../../jobs/index.ts';
import { openTestQueue, type TestQueue } from '../../../jobs/testing/testQueue.ts';
import type { ModelStore } from '../createModelStore.ts';
import { createModelHub } from '../hub/createModelHub.ts';
import { publish, publishedCommit } from '../testing/hubDouble.ts';
import { qwenMetadata, smallGguf } from '../testing/smallGguf.ts';
import { createStoreFixture, type StoreFixture } from '../testing/storeFixture.ts';
import { enqueueModelDownloads } from './enqueueModelDownloads.ts';
import { createModelDownloadKind } from './modelDownloadKind.ts';

const address = '/owner/tiny/resolve/main/tiny.gguf';
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

async function install(
  options: {
    queue?: JobQueue;
    models?: ModelStore;
    target?: string;
    acceptLicences?: boolean;
  } = {},
): Promise<JobId[]> {
  const { queue = opened.queue, models = fixture.store } = options;
  const { target = 'tiny', acceptLicences = true } = options;
  const tools = { models, queue, kind: createModelDownloadKind(models) };
  return (await enqueueModelDownloads(tools, { target, acceptLicences })).jobIds;
}

async function stateOf(id: string): Promise<string | undefined> {
  return (await fixture.store.list()).find((model) => model.id === id)?.state;
}

test('two pages that ask for a model share one download, whose bytes and time left are told', async () => {
  fixture.hub.files.set(address, { bytes: fixture.bytes, pauseMs: 30 });
  const [first] = await install();
  opened.queue.start();
  const [second] = await install({ target: 'starter' });
  expect(second).toBe(first);
  if (first === undefined) throw new Error('No download was queued.');
  const details = [];
  const ended = opened.queue.finished(first);
  const changes = opened.queue.watch();
  void ended.then(() => changes.return());
  let lefts = 0;
  for await (const { stages, timeLeftMs, state } of changes) {
    details.push(stages[0]?.detail);
    if (state === 'running' && timeLeftMs !== undefined) lefts++;
    if (state === 'done') break;
  }
  expect(details).toContainEqual({
    text: 'downloading',
    total: fixture.bytes.length,
    done: expect.any(Number),
  });
  expect(lefts).toBeGreaterThan(0);
  expect(await ended).toMatchObject({
    ...{ kind: 'modelDownload', label: 'Tiny', dedupeKey: 'tiny', state: 'done', fraction: 1 },
  });
  await access(fixture.path);
  expect(await install({ target: 'starter' })).toEqual([]);
});

test('a download that the end of the program cut short goes on at the next start, from there', async () => {
  fixture.hub.files.set(address, { bytes: fixture.bytes, stallAfterBytes: 200_000 });
  const [jobId] = await install();
  opened.queue.start();
  await expect.poll(() => stateOf('tiny')).toBe('partial');
  await expect.poll(() => opened.queue.list({ limit: 1 })[0]?.fraction).toBeGreaterThan(0.1);
  await opened.queue.dispose();
  fixture.hub.files.set(address, { bytes: fixture.bytes });
  fixture.hub.requests.length = 0;
  const next = opened.open([createModelDownloadKind(fixture.storeWith({}))]);
  next.queue.start();
  expect(await next.queue.finished(jobId ?? '')).toMatchObject({ state: 'done' });
  expect(fixture.hub.requests).toEqual([expect.stringMatching(/ bytes=\d{5,}-$/)]);
  expect(await stateOf('tiny')).toBe('installed');
});

test('cancelling keeps what was downloaded, and a retry goes on from there', async () => {
  fixture.hub.files.set(address, { bytes: fixture.bytes, pauseMs: 30 });
  const [jobId = ''] = await install();
  opened.queue.start();
  await expect.poll(() => opened.queue.get(jobId).fraction).toBeGreaterThan(0.2);
  expect(await opened.queue.cancel(jobId)).toMatchObject({ state: 'cancelled' });
  expect(await stateOf('tiny')).toBe('partial');
  fixture.hub.files.set(address, { bytes: fixture.bytes });
  fixture.hub.requests.length = 0;
  opened.queue.retry(jobId);
  expect(await opened.queue.finished(jobId)).toMatchObject({ state: 'done' });
  expect(fixture.hub.requests).toEqual([expect.stringMatching(/ bytes=\d{5,}-$/)]);
});

test('a file of the hub goes on after a restart, from its record and from where it stopped', async () => {
  const bytes = Buffer.concat([await smallGguf(qwenMetadata), Buffer.alloc(400_000, 5)]);
  publish(fixture.hub, 'owner/model', { files: { 'model-Q4_K_M.gguf': bytes } });
  const hubAddress = `/owner/model/resolve/${publishedCommit}/model-Q4_K_M.gguf`;
  const hub = createModelHub({ host: fixture.host, store: fixture.store });
  const target = await hub.want('owner/model', 'model-Q4_K_M.gguf', { acceptLicences: true });
  fixture.hub.files.set(hubAddress, { bytes, stallAfterBytes: 200_000 });
  const [jobId = ''] = await install({ target });
  opened.queue.start();
  await expect.poll(() => opened.queue.get(jobId).fraction).toBeGreaterThan(0.1);
  expect(opened.queue.get(jobId).label).toBe('Qwen2.5 Coder 0.5B Instruct AWQ (Q4_K_M)');
  await opened.queue.dispose();
  fixture.hub.files.set(hubAddress, { bytes });
  fixture.hub.requests.length = 0;
  const next = opened.open([createModelDownloadKind(fixture.storeWith({}))]);
  next.queue.start();
  expect(await next.queue.finished(jobId)).toMatchObject({ state: 'done' });
  expect(fixture.hub.requests).toEqual([
    expect.stringMatching(new RegExp(`^${hubAddress} bytes=\\d{5,}-$`)),
  ]);
  expect(await stateOf(target)).toBe('installed');
});

test('nothing is queued before the licence is accepted, nor while offline', async () => {
  await expect(install({ acceptLicences: false })).rejects.toMatchObject({ code: 'model.licence' });
  const offline = fixture.storeWith({ host: { ...fixture.host, networkAllowed: false } });
  await expect(install({ models: offline })).rejects.toMatchObject({ code: 'network.notAllowed' });
  await expect(install({ target: 'none' })).rejects.toMatchObject({ code: 'model.unknown' });
  expect(opened.queue.list({ limit: 10 })).toEqual([]);
});

test('a network that fails is tried again; a model that no source has is not', async () => {
  const [missing = ''] = await install({ target: 'big' });
  opened.queue.start();
  expect(await opened.queue.finished(missing)).toMatchObject({
    ...{ state: 'failed', attempts: 1, error: { code: 'model.noSource' } },
  });
  await opened.queue.dispose();
  const unplugged = fixture.storeWith({ hub: { url: 'http://127.0.0.1:1' } });
  const next = opened.open([createModelDownloadKind(unplugged)]);
  const [jobId = ''] = await install({ queue: next.queue, models: unplugged, target: 'big' });
  next.queue.start();
  await expect
    .poll(() => next.queue.get(jobId))
    .toMatchObject({ state: 'waiting', error: { code: 'network.unavailable' } });
  expect(next.queue.get(jobId).retryAtMs).toBeGreaterThan(0);
});
