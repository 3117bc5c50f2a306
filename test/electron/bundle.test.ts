import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import type { IngestEvent } from '../../src/contract/index.ts';
import { blue, makeClip, red } from '../support/makeClip.ts';
import { Desktop } from './desktop.ts';
import { started } from './utilityDouble.ts';

/** `npm run test:bundle` builds it first; the files that are read beside the code are its classic faults. */
const main = 'out/main/index.js';
const root = fileURLToPath(new URL('../..', import.meta.url));

let desktop: Desktop | undefined;
afterEach(() => desktop?.close());

test('the bundle opens a library, serves the built page and runs its workers', async () => {
  const before = started.length;
  desktop = await Desktop.start({ main });
  const window = await desktop.window();
  expect(window.options.webPreferences.preload).toBe(join(root, 'out/preload/index.cjs'));
  expect(existsSync(window.options.webPreferences.preload)).toBe(true);

  const page = await desktop.page();
  const script = /src="([^"]+\.js)"/.exec(page.html)?.[1] ?? '';
  const { session } = window.options.webPreferences;
  const answer = await session.fetch(new URL(script, page.url).href);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'text/javascript; charset=utf-8',
  ]);
  // No code or style in the page itself: its policy would refuse it.
  expect(page.html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);

  const client = await page.client();
  expect((await client.library.doctor()).checks.length).toBeGreaterThan(0);
  const path = join(desktop.library, '..', 'clip.mp4');
  await makeClip({
    path,
    width: 64,
    height: 64,
    frameRate: 10,
    scenes: [
      { yuv: red, frames: 10 },
      { yuv: blue, frames: 10 },
    ],
  });
  const items: IngestEvent[] = [];
  const paths = await desktop.choose(client, { use: 'ingest' }, [path]);
  for await (const event of await client.videos.ingest({ paths })) {
    if (event.type === 'item') items.push(event);
  }
  expect(items).toMatchObject([{ status: 'done' }]);
  const workers = started.slice(before);
  expect(workers.map(({ serviceName }) => serviceName)).toContain('Trendroom media');
  for (const name of ['core', 'engine', 'whisper', 'media', 'vision', 'headers', 'reader']) {
    expect(existsSync(join(root, `out/main/${name}.js`)), name).toBe(true);
  }
  for (const { file } of workers) expect(file).toMatch(/\/out\/main\/\w+\.js$/);
});

test('the sample library lies where the bundle looks for it', async () => {
  desktop = await Desktop.start({ main });
  const client = await (await desktop.page()).client();
  // The first progress names a file that was found; taking them all in is another test.
  for await (const event of await client.videos.ingestSamples()) {
    expect(event).toMatchObject({
      type: 'progress',
      path: expect.stringContaining('resources/samples'),
    });
    break;
  }
});
