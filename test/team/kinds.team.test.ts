import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { RunningServer } from '../../scripts/team/postgres.ts';
import { installVllm } from '../../scripts/team/tools.ts';
import { modelFolders, startVllm, type TestModel } from '../../scripts/team/vllm.ts';
import { rerankRequest, transcriptionRequest, visionRequest } from '../../src/core/team/index.ts';
import type { Batch, BatchKind, BatchRequest } from '../../src/shared/index.ts';
import { addClip } from './support/addClip.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { type Fault, type FaultProxy, startFaultProxy } from './support/faultProxy.ts';

/** One server after another: each is a vLLM of its own, and two processors start no three at once. */
const key = 'kinds-test-key';
const startMs = 320_000;

let desk: Desk;
let proxy: FaultProxy;
let server: RunningServer;

function withServer(role: Exclude<TestModel, 'chat' | 'embedding'>, options: string[]): void {
  beforeAll(async () => {
    const python = await installVllm();
    const model = (await modelFolders(python))[role];
    server = await startVllm({ python, model, servedName: `tiny-${role}`, key, options });
  }, startMs);
  afterAll(() => server?.stop());
  beforeEach(async () => {
    desk = await openDesk({ key });
    proxy = await startFaultProxy(server.url);
    await desk.addServer(proxy.url, role);
    desk.batches.start();
  });
  afterEach(async () => {
    await desk.close();
    await proxy.close();
  });
}

async function asked(kind: BatchKind, requests: BatchRequest[]): Promise<Batch> {
  const { id } = desk.batches.create({ name: kind, kind, place: 'there' }, requests);
  const state = (): string => desk.batches.get(id).batch.state;
  await expect.poll(state, { timeout: 100_000, interval: 100 }).toBe('done');
  return desk.batches.get(id).batch;
}

const rowsOf = ({ id }: Batch) => desk.batches.rows(id, { offset: 0, limit: 100 }).rows;

/** The first requests each have a fault; those after them have none. */
function inTurn(...faults: Fault[]): () => Fault {
  return () => faults.shift() ?? 'none';
}

describe('vision', () => {
  withServer('vision', [
    ...['--max-model-len', '1024', '--limit-mm-per-prompt', '{"image":4,"video":1}'],
    ...['--structured-outputs-config', '{"backend":"xgrammar","disable_any_whitespace":true}'],
  ]);
  const schema = {
    type: 'object',
    properties: { shown: { enum: ['a face', 'a product', 'text'] } },
    required: ['shown'],
    additionalProperties: false,
  };
  const question = { prompt: 'What is shown?', maxTokens: 32, schema };

  test('a real vLLM is found able to see', async () => {
    const [{ contract } = {}] = desk.endpoints.list().endpoints;
    expect(
      contract?.capabilities.filter(({ works }) => works).map((each) => each.capability),
    ).toEqual(expect.arrayContaining(['images', 'chat', 'structuredOutput']));
    expect(['ready', 'limited']).toContain(contract?.state);
  });

  test('keyframes and a whole video are described, through faults on the way', async () => {
    const videoId = await addClip(desk, 'clip');
    proxy.uploadFault = inTurn('resetUpload');
    proxy.fault = inTurn('truncated', 'reset');
    const batch = await asked('vision', [
      visionRequest({ ...question, customId: 'frames', videoId, atMs: [0, 3_000] }),
      visionRequest({ ...question, customId: 'frame', videoId, atMs: [0] }),
      visionRequest({ ...question, customId: 'video', videoId, atMs: [] }),
    ]);
    const { progress } = batch;
    const rows = rowsOf(batch);
    expect(rows.map(({ errorMessage }) => errorMessage)).toEqual([undefined, undefined, undefined]);
    expect(progress).toMatchObject({ done: 3 });
    expect(progress.inputTokens).toBeGreaterThan(30);
    expect([...proxy.made.keys()]).toEqual(
      expect.arrayContaining(['resetUpload', 'truncated', 'reset']),
    );
    expect(JSON.stringify(rows)).not.toContain('base64');
    expect(rows[0]).toMatchObject({ model: 'tiny-vision' });
  }, 120_000);
});

describe('transcription', () => {
  withServer('transcription', []);

  test('a real vLLM hears, and that it has no word times is told', async () => {
    const [{ contract } = {}] = desk.endpoints.list().endpoints;
    expect(contract).toMatchObject({ state: 'limited', models: ['tiny-transcription'] });
    const missing = contract?.capabilities.filter(({ works }) => !works);
    expect(missing?.map(({ capability }) => capability)).toEqual(['wordTimestamps']);
  });

  test('the sound of videos comes back as text with times, through faults on the way', async () => {
    const videos = [await addClip(desk, 'one'), await addClip(desk, 'another')];
    proxy.uploadFault = inTurn('resetUpload');
    proxy.fault = inTurn('truncated', 'wrongJson');
    const batch = await asked(
      'transcription',
      videos.map((id) => transcriptionRequest(id)),
    );
    expect(desk.batches.get(batch.id).errors).toEqual([]);
    expect(batch.progress).toMatchObject({ rows: 2, done: 2 });
    for (const { model, response } of rowsOf(batch)) {
      // vLLM's answer names no model: it is the one that was asked.
      expect(model).toBe('tiny-transcription');
      const segments = z.array(z.object({ start: z.number(), end: z.number(), text: z.string() }));
      const read = z.object({ text: z.string(), segments }).parse(response);
      expect(read.text).toMatch(/Stop scrolling:.*lunch money/);
      expect(read.segments.map(({ start, end }) => [start, end])).toEqual([
        [0, 1],
        [1, 2],
      ]);
    }
    expect(proxy.made.get('resetUpload')).toBe(1);
  }, 120_000);

  test('a sound that is too large for the server fails its row with the server’s words', async () => {
    proxy.uploadFault = () => 'tooLarge';
    const batch = await asked('transcription', [transcriptionRequest(await addClip(desk, 'x'))]);
    expect(rowsOf(batch)).toMatchObject([
      {
        state: 'failed',
        attempts: 1,
        errorMessage: expect.stringContaining('413: More than I take'),
      },
    ]);
  }, 120_000);

  test('without consent and offline no sound leaves', async () => {
    const [{ id } = {}] = desk.endpoints.list().endpoints;
    if (id === undefined) throw new Error('There is no server.');
    desk.endpoints.approve(id, false);
    const sentBefore = proxy.sentBytes;
    const request = transcriptionRequest(await addClip(desk, 'x'));
    const batch = desk.batches.create({ name: 'x', kind: 'transcription', place: 'there' }, [
      request,
    ]);
    await expect
      .poll(() => desk.batches.get(batch.id).batch.waitingFor?.code, { timeout: 10_000 })
      .toBe('endpoint.notApproved');
    expect(proxy.sentBytes).toBe(sentBefore);
  }, 60_000);
});

describe('rerank', () => {
  withServer('rerank', ['--runner', 'pooling', '--max-model-len', '512']);

  test('a real vLLM ranks what it is sent, through faults on the way', async () => {
    const [{ contract } = {}] = desk.endpoints.list().endpoints;
    expect(contract).toMatchObject({ state: 'ready', models: ['tiny-rerank'] });
    proxy.fault = inTurn('truncated', 'wrongJson', 'tooMany');
    const documents = ['a cheap dinner', 'a violin', 'lunch money'];
    const batch = await asked('rerank', [
      rerankRequest('all', { query: 'saving money', documents }),
      rerankRequest('best', { query: 'saving money', documents, topN: 1 }),
    ]);
    expect(batch.progress).toMatchObject({ rows: 2, done: 2 });
    expect(batch.progress.inputTokens).toBeGreaterThan(10);
    const results = z.array(z.object({ index: z.number(), relevance_score: z.number() }));
    const [all, best] = rowsOf(batch).map(
      ({ response }) => z.object({ results }).parse(response).results,
    );
    expect(all?.map(({ index }) => index).toSorted()).toEqual([0, 1, 2]);
    expect(best).toEqual([all?.[0]]);
  }, 120_000);
});
