import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { modelsFolder } from '../../src/cli/folders.ts';
import type { VideoId, WorkRequest } from '../../src/contract/index.ts';
import { transcriptionRequest } from '../../src/core/remote/index.ts';
import { samplesFolder } from '../support/samples.ts';
import { addClip } from './support/addClip.ts';
import { type DeviceWithServer, inTurn, openDeviceWithServer } from './support/deviceWithServer.ts';
import { type Fault, type FaultProxy, startFaultProxy } from './support/faultProxy.ts';
import { serverDone, servers, serversReady, startMs } from './support/servers.ts';
import { allDone, TeamDevice } from './support/teamDevice.ts';

/** A real vLLM that hears: whatever it hears, its weights say two sentences with their times. */
const model = 'tiny-transcription';
const heard = {
  transcriptSource: 'whisper',
  transcriptModel: model,
  transcript: [
    { startMs: 0, endMs: 1_000, text: 'Stop scrolling:' },
    { startMs: 1_000, endMs: 2_000, text: 'lunch money' },
  ],
};

beforeAll(() => serversReady('transcription'), startMs);
afterAll(() => serverDone('transcription'));

describe('batches', () => {
  let device: DeviceWithServer;
  beforeEach(async () => {
    device = await openDeviceWithServer('transcription', servers.transcriptionUrl);
  });
  afterEach(() => device.close());

  test('a real vLLM hears, and that it has no word times is told', async () => {
    const contract = await device.contract();
    expect(contract).toMatchObject({ state: 'limited', models: [model] });
    const missing = contract?.capabilities.filter(({ works }) => !works);
    expect(missing?.map(({ capability }) => capability)).toEqual(['wordTimestamps']);
  });

  test('the sound of videos comes back as text with times, through faults on the way', async () => {
    const { proxy, batches } = device;
    const videos = [await addClip(device, 'one'), await addClip(device, 'another')];
    proxy.uploadFault = inTurn('resetUpload');
    proxy.fault = inTurn('truncated', 'wrongJson');
    const batch = await device.asked(
      'transcription',
      videos.map((id) => transcriptionRequest(id)),
    );
    expect(await batches.errors(batch.id)).toEqual([]);
    expect(batch.progress).toMatchObject({ rows: 2, done: 2 });
    for (const row of device.rowsOf(batch)) {
      // vLLM's answer names no model: it is the one that was asked.
      expect(row.model).toBe(model);
      const segments = z.array(z.object({ start: z.number(), end: z.number(), text: z.string() }));
      const read = z.object({ text: z.string(), segments }).parse(row.response);
      expect(read.text).toMatch(/Stop scrolling:.*lunch money/);
      expect(read.segments.map(({ start, end }) => [start, end])).toEqual([
        [0, 1],
        [1, 2],
      ]);
    }
    expect(proxy.made.get('resetUpload')).toBe(1);
  }, 120_000);

  test('a sound that is too large for the server fails its row with the server’s words', async () => {
    device.proxy.uploadFault = () => 'tooLarge';
    const request = transcriptionRequest(await addClip(device, 'x'));
    const batch = await device.asked('transcription', [request]);
    expect(device.rowsOf(batch)).toMatchObject([
      {
        state: 'failed',
        attempts: 1,
        errorMessage: expect.stringContaining('413: More than I take'),
      },
    ]);
  }, 120_000);

  test('without consent and offline no sound leaves', async () => {
    const { proxy, batches, endpoints, serverId } = device;
    await endpoints.approve(serverId, false);
    const sentBefore = proxy.sentBytes;
    const request = transcriptionRequest(await addClip(device, 'x'));
    const batch = await batches.create({ name: 'x', kind: 'transcription', place: 'remote' }, [
      request,
    ]);
    await expect
      .poll(() => batches.get(batch.id).batch.waitingFor?.code, { timeout: 10_000 })
      .toBe('endpoint.notApproved');
    expect(proxy.sentBytes).toBe(sentBefore);
  }, 60_000);
});

describe('the library', () => {
  let device: TeamDevice;
  let proxy: FaultProxy;
  let asked: number;
  afterEach(async () => {
    await device.close();
    await proxy.close();
  });

  async function open(place: 'remote' | 'remote-then-local', models?: string): Promise<void> {
    device = await TeamDevice.open(models);
    proxy = await startFaultProxy(servers.transcriptionUrl);
    await device.addServer({ role: 'transcription', url: proxy.url }, servers.key);
    await device.client.settings.set({ transcribePlace: place });
    asked = 0;
    counting('none');
  }
  function counting(fault: Fault): void {
    proxy.fault = (path) => {
      if (path !== '/v1/audio/transcriptions') return 'none';
      asked++;
      return fault;
    };
  }
  const show = (videoId: VideoId) => device.client.videos.get({ videoId });
  const everything: WorkRequest = {
    kind: 'transcribe',
    selection: { of: 'everything' },
    overCaptions: false,
  };
  const away = (why: string) =>
    expect.objectContaining({
      code: 'endpoint.unreachable',
      message: expect.stringMatching(new RegExp(`^${why}: GPU box cannot be reached`)),
    });

  test('an ingest asks the server; what it could not hear meanwhile a work makes up for, once', async () => {
    await open('remote');
    const { videoId: first } = await device.ingestClip('heard');
    expect(await show(first)).toMatchObject({
      ...{ ...heard, hook: { said: expect.stringContaining('Stop scrolling:') } },
    });
    expect(await device.found('scrolling')).toMatchObject([{ videoId: first, kind: 'speech' }]);
    expect(asked).toBe(1);

    proxy.away = true;
    const { videoId: unheard, warnings } = await device.ingestClip('not heard');
    expect(warnings).toContainEqual(away('Not transcribed'));
    expect(await show(unheard)).toMatchObject({ transcript: [] });
    proxy.away = false;
    expect(await device.client.work.plan(everything)).toMatchObject({
      ...{ rows: 1, videos: 1, soundMs: 4_000, server: { model, approved: true } },
      leftOut: [{ items: 1 }],
    });
    // Killed while the server listens: the next program asks again, and keeps one answer.
    counting('late');
    await device.leave();
    const id = await device.start(everything);
    await device.leave();
    const program = device.terminal.start('batches', 'watch', id);
    await expect.poll(() => asked, { timeout: 30_000, interval: 5 }).toBe(2);
    program.kill('SIGKILL');
    expect(await device.ended(id)).toMatchObject({
      ...{ batch: { progress: { rows: 1, done: 1 } }, errors: [] },
    });
    expect(asked).toBe(3);
    expect(await show(unheard)).toMatchObject(heard);
    expect(await device.client.work.ofVideo({ videoId: unheard })).toMatchObject({
      works: [{ kind: 'transcribe', model, items: 1 }],
    });
    expect(await device.found('scrolling')).toHaveLength(2);
    expect(await device.client.work.start(everything)).toEqual(allDone);

    // With a second server, an ingest does not depend on the first.
    const second = { role: 'transcription', url: servers.transcriptionUrl, priority: 1 } as const;
    await device.addServer(second, servers.key);
    proxy.away = true;
    const next = await device.ingestClip('heard by another');
    expect(next.warnings.map(({ code }) => code)).not.toContain('endpoint.unreachable');
    expect(await show(next.videoId)).toMatchObject(heard);
    const { stdout } = await device.terminal.run('show', next.videoId);
    expect(stdout).toContain(`Transcript (${model})`);
  }, 120_000);

  test('an ingest whose server is away listens on this machine and says so; later the server’s words take the place', async () => {
    await open('remote-then-local', modelsFolder());
    proxy.away = true;
    const path = join(samplesFolder, 'onion-without-tears.mp4');
    const { videoId, warnings } = await device.ingest(path);
    expect(warnings).toEqual([away('Transcribed on this computer')]);
    expect(await show(videoId)).toMatchObject({
      transcriptModel: expect.stringMatching(/^whisper-base/),
    });
    expect(await device.found('hungry')).toMatchObject([{ videoId, kind: 'speech' }]);
    proxy.away = false;
    const { batch, errors } = await device.ended(await device.start(everything));
    expect(errors).toEqual([]);
    expect(batch.progress).toMatchObject({ rows: 1, done: 1 });
    expect(await show(videoId)).toMatchObject(heard);
    expect(await device.found('hungry')).toEqual([]);
    expect(await device.found('scrolling')).toMatchObject([{ videoId, kind: 'speech' }]);
  }, 240_000);
});
