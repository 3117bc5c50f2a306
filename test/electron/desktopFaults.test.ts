import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { blue, makeClip, red } from '../support/makeClip.ts';
import { samplesFolder } from '../support/samples.ts';
import { Desktop } from './desktop.ts';
import { started } from './utilityDouble.ts';

/** A process starts, and a video is taken in. */
const later = { timeout: 60_000, interval: 100 };
let desktop: Desktop;
beforeEach(async () => {
  desktop = await Desktop.start();
  await desktop.window();
});
afterEach(() => desktop.close());

async function log(): Promise<unknown[]> {
  const text = await readFile(join(desktop.library, 'logs', 'trendroom.log'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('a fault of the program is logged and told with what to do, then the program ends', async () => {
  const { app, calls } = desktop.double;
  desktop.fail('uncaughtException', new Error('the roof came down'));
  expect(calls.errorBoxes).toEqual([
    {
      title: 'Trendroom must close',
      content: expect.stringMatching(/^the roof came down\n\nRestart Trendroom: .*logs\.$/s),
    },
  ]);
  expect(await log()).toContainEqual(
    expect.objectContaining({
      msg: 'uncaught exception',
      error: expect.stringContaining('the roof came down'),
    }),
  );
  await vi.waitFor(() => expect(app.exited).toBe(true), { timeout: 20_000 });
});

test('a forgotten promise is logged, and the program goes on', async () => {
  desktop.fail('unhandledRejection', new Error('nobody asked'));
  expect(await log()).toContainEqual(
    expect.objectContaining({
      msg: 'unhandled rejection',
      error: expect.stringContaining('nobody asked'),
    }),
  );
  expect(desktop.double.calls.errorBoxes).toEqual([]);
  const client = await (await desktop.page()).client();
  expect(await client.library.verify()).toMatchObject({ ok: true });
});

test('a page whose process ends comes back once, not for ever', async () => {
  const window = await desktop.window();
  const first = await desktop.page();
  const gone = { reason: 'crashed', exitCode: 5 };
  const reloaded = new Promise((resolve) => window.once('page-loaded', resolve));
  window.webContents.emit('render-process-gone', {}, gone);
  expect(await reloaded).not.toBe(first);
  expect(await log()).toContainEqual(
    expect.objectContaining({ msg: 'the window crashed', ...gone }),
  );
  expect(() => window.webContents.emit('render-process-gone', {}, gone)).toThrow('crashed twice');
});

test('a helper that is killed fails the job with its reason, in the log too', async () => {
  const client = await (await desktop.page()).client();
  const clip = join(samplesFolder, 'lunch-money-friday.mp4');
  const paths = await desktop.choose(client, { use: 'ingest' }, [clip]);
  const media = () => started.findLast(({ serviceName }) => serviceName === 'Trendroom media');
  const killer = setInterval(() => killHard(media()?.pid), 20);
  const items: unknown[] = [];
  try {
    for await (const event of await client.videos.ingest({ paths })) {
      if (event.type === 'item') items.push(event);
    }
  } finally {
    clearInterval(killer);
  }
  const crash = 'The media process exited unexpectedly: exit code 9.';
  expect(items).toMatchObject([
    { status: 'failed', error: { code: 'worker.crashed', message: crash } },
  ]);
  expect(await log()).toContainEqual(
    expect.objectContaining({
      msg: 'helper process exited',
      worker: 'media',
      reason: 'exit code 9',
    }),
  );
  // The program lives on, and without the killer the job can be retried.
  const { jobs } = await client.jobs.list({});
  const [job] = jobs;
  expect(job).toMatchObject({ state: 'failed', attempts: 3 });
  expect(await client.jobs.retry({ jobId: job?.id ?? '' })).toMatchObject({ state: 'waiting' });
});

test('a core that is killed is started again; the page is told, and a running job goes on', async () => {
  const page = await desktop.page();
  const client = await page.client();
  const path = join(desktop.library, '..', 'clip.mp4');
  await makeClip({ path, scenes: [red, blue].map((yuv) => ({ yuv, frames: 150 })) });
  const paths = await desktop.choose(client, { use: 'ingest' }, [path]);
  const core = started.findLast(({ serviceName }) => serviceName === 'Trendroom core');
  const follow = async (): Promise<void> => {
    for await (const event of await client.videos.ingest({ paths })) {
      if (event.type === 'progress') killHard(core?.pid);
    }
  };
  await expect(follow()).rejects.toThrow();
  await expect.poll(() => page.causes, later).toEqual([null, 'crashed']);
  const again = await page.client(page.ports[1]);
  const states = async () => (await again.jobs.list({})).jobs.map(({ state }) => state);
  await expect.poll(states, later).toEqual(['done']);
  expect((await again.videos.list({})).total).toBe(1);
  // What was chosen is forgotten with the core that knew it.
  await expect(again.videos.ingest({ paths })).rejects.toMatchObject({ code: 'path.notChosen' });
  expect(await log()).toContainEqual(expect.objectContaining({ msg: 'the core stopped' }));
}, 120_000);

function killHard(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
