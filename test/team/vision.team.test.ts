import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { visionRequest } from '../../src/core/remote/index.ts';
import { addClip } from './support/addClip.ts';
import { type DeviceWithServer, inTurn, openDeviceWithServer } from './support/deviceWithServer.ts';
import { type FaultProxy, startFaultProxy } from './support/faultProxy.ts';
import { serverDone, servers, serversReady, startMs } from './support/servers.ts';
import { allDone, TeamDevice } from './support/teamDevice.ts';

/** A real vLLM that sees: whatever it sees, its weights say one sentence. */
const sentence = 'A hand holds red lentils over a blue bowl.';
const model = 'tiny-vision';

beforeAll(() => serversReady('vision'), startMs);
afterAll(() => serverDone('vision'));

describe('batches', () => {
  let device: DeviceWithServer;
  beforeEach(async () => {
    device = await openDeviceWithServer('vision', servers.visionUrl);
  });
  afterEach(() => device.close());

  const schema = {
    type: 'object',
    properties: { shown: { enum: ['a face', 'a product', 'text'] } },
    required: ['shown'],
    additionalProperties: false,
  };
  const question = { prompt: 'What is shown?', maxTokens: 32, schema };

  test('a real vLLM is found able to see', async () => {
    const contract = await device.contract();
    expect(
      contract?.capabilities.filter(({ works }) => works).map((each) => each.capability),
    ).toEqual(expect.arrayContaining(['images', 'chat', 'structuredOutput']));
    expect(['ready', 'limited']).toContain(contract?.state);
  });

  test('keyframes and a whole video are described, through faults on the way', async () => {
    const { proxy } = device;
    const videoId = await addClip(device, 'clip');
    proxy.uploadFault = inTurn('resetUpload');
    proxy.fault = inTurn('truncated', 'reset');
    const batch = await device.asked('vision', [
      visionRequest({ ...question, customId: 'frames', videoId, atMs: [0, 3_000] }),
      visionRequest({ ...question, customId: 'frame', videoId, atMs: [0] }),
      visionRequest({ ...question, customId: 'video', videoId, atMs: [] }),
    ]);
    const { progress } = batch;
    const rows = device.rowsOf(batch);
    expect(rows.map(({ errorMessage }) => errorMessage)).toEqual([undefined, undefined, undefined]);
    expect(progress).toMatchObject({ done: 3 });
    expect(progress.inputTokens).toBeGreaterThan(30);
    expect([...proxy.made.keys()]).toEqual(
      expect.arrayContaining(['resetUpload', 'truncated', 'reset']),
    );
    expect(JSON.stringify(rows)).not.toContain('base64');
    expect(rows[0]).toMatchObject({ model });
  }, 120_000);
});

describe('works of the library', () => {
  let device: TeamDevice;
  let proxy: FaultProxy;
  beforeEach(async () => {
    device = await TeamDevice.open();
    proxy = await startFaultProxy(servers.visionUrl);
    await device.addServer({ role: 'vision', url: proxy.url }, servers.key);
  });
  afterEach(async () => {
    await device.close();
    await proxy.close();
  });

  const describeAll = { kind: 'describe', selection: { of: 'everything' } } as const;

  test('keyframes are described once, in words that search finds; what is no answer stores nothing', async () => {
    const { videoId } = await device.ingestClip('clip');
    const { videos, work, batches } = device.client;
    expect(await work.plan(describeAll)).toMatchObject({
      ...{ rows: 2, pictures: 2, videos: 1, server: { model, approved: true } },
    });
    proxy.fault = (path) => (path === '/v1/chat/completions' ? 'wrongJson' : 'none');
    const id = await device.start(describeAll);
    const { batch, errors } = await device.ended(id);
    expect(batch.progress).toMatchObject({ rows: 2, done: 0, rejected: 2 });
    expect(errors).toMatchObject([
      { code: 'endpoint.invalidAnswer', rows: 2, message: expect.stringContaining('not a valid') },
    ]);
    expect((await videos.get({ videoId })).pictures).toEqual([]);
    expect(await work.ofVideo({ videoId })).toEqual({ works: [] });

    proxy.fault = () => 'none';
    await batches.retry({ id });
    expect(await device.ended(id)).toMatchObject({
      ...{ errors: [], batch: { progress: { done: 2, rejected: 0 } } },
    });
    const { pictures, shots } = await videos.get({ videoId });
    expect(pictures).toEqual(
      shots.map((shot) => ({ ...shot, atMs: expect.any(Number), text: sentence, model })),
    );
    expect(await work.ofVideo({ videoId })).toMatchObject({
      works: [{ kind: 'describe', model, items: 2 }],
    });
    expect(await device.found('lentils')).toMatchObject(
      pictures.map(() => ({ videoId, kind: 'picture' })),
    );
    const { stdout } = await device.terminal.run('show', videoId);
    expect(stdout).toContain(`0:00.0  ${sentence} (${model})`);

    // Asked for again, nothing is left to ask; retried, nothing comes twice.
    expect(await work.start(describeAll)).toEqual(allDone);
    await batches.retry({ id });
    await device.ended(id);
    expect((await videos.get({ videoId })).pictures).toHaveLength(2);
  }, 120_000);
});
