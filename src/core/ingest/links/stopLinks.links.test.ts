import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JobId } from '../../../contract/index.ts';
import { installedTools, type LinkFixture, openLinkFixture } from './testing/linkFixture.ts';
import { type LinkServer, startLinkServer } from './testing/linkServer.ts';

const toolFolder = await mkdtemp(join(tmpdir(), 'trendroom-yt-dlp-'));
const tools = await installedTools(toolFolder);
let site: LinkServer;
beforeAll(async () => {
  site = await startLinkServer();
});
afterAll(async () => {
  await site?.close();
  await rm(toolFolder, { recursive: true, force: true });
});

let directory = '';
let fixture: LinkFixture;
beforeEach(async () => {
  site.requests.length = 0;
  directory = await mkdtemp(join(tmpdir(), 'trendroom-stop-'));
});
afterEach(async () => {
  await fixture.close();
  await rm(directory, { recursive: true, force: true });
});

const patience = { timeout: 60_000, interval: 50 };

/** The job of the link, once half of the file has arrived. */
async function halfArrived(): Promise<JobId> {
  return vi.waitFor(async () => {
    const [job] = fixture.queue.list({ limit: 1 });
    if (job === undefined) throw new Error('no job yet');
    const { size } = await stat(join(directory, 'work', job.id, 'video.mp4.part'));
    if (size < 10_000) throw new Error('little arrived yet');
    return job.id;
  }, patience);
}

describe.skipIf(tools === undefined)('links that are stopped', { timeout: 120_000 }, () => {
  test('cancelling ends the program that downloads, at once', async () => {
    fixture = await openLinkFixture(tools, { directory });
    const taking = fixture.take(`${site.origin}/stall/stop-scrubbing.mp4`);
    const jobId = await halfArrived();
    expect(await site.connections()).toBeGreaterThan(0);

    expect(await fixture.queue.cancel(jobId)).toMatchObject({ state: 'cancelled' });
    expect(await taking).toMatchObject([{ status: 'cancelled' }]);
    // The program held the connection; with it gone the site sees it close.
    await vi.waitFor(async () => expect(await site.connections()).toBe(0), patience);
  });

  test('what a closed program left is gone on with at the next start', async () => {
    fixture = await openLinkFixture(tools, { directory });
    const taking = fixture.take(`${site.origin}/stall/stop-scrubbing.mp4`).catch(() => []);
    await halfArrived();
    await fixture.close();
    await taking;

    fixture = await openLinkFixture(tools, { directory });
    const items = await fixture.take(`${site.origin}/stall/stop-scrubbing.mp4`);
    expect(items).toMatchObject([{ status: 'done' }]);
    expect(site.requests.filter((request) => / bytes=[1-9]\d*-/.test(request))).toHaveLength(1);
    expect(await readdir(join(directory, 'work'))).toEqual([]);
  });

  test('a site that falls silent costs its patience, then the job waits for its next try', async () => {
    fixture = await openLinkFixture(tools, { directory, stallMs: 3_000 });
    const taking = fixture.take(`${site.origin}/silent/a.mp4`);
    const waiting = await vi.waitFor(() => {
      const [job] = fixture.queue.list({ limit: 1 });
      if (job?.retryAtMs === undefined) throw new Error('not failed yet');
      return job;
    }, patience);
    expect(waiting).toMatchObject({
      state: 'waiting',
      attempts: 1,
      error: { code: 'network.unavailable', message: 'No data for 3 seconds.' },
    });
    await fixture.queue.cancel(waiting.id);
    expect(await taking).toMatchObject([{ status: 'cancelled' }]);
  });

  test('cancelling a playlist cancels what it has queued', async () => {
    fixture = await openLinkFixture(tools, { directory });
    const taking = fixture.take(`${site.origin}/silent.xml`);
    const playlist = await vi.waitFor(() => {
      const jobs = fixture.queue.list({ limit: 10 });
      const done = jobs.find(({ state }) => state === 'done');
      if (done === undefined || jobs.length < 6) throw new Error('not expanded yet');
      return done;
    }, patience);
    await fixture.queue.cancel(playlist.id);
    expect((await taking).map(({ status }) => status)).toEqual(Array(5).fill('cancelled'));
  });
});
