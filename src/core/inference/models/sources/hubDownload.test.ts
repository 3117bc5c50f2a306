import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type HubDouble, hashOf, startHubDouble } from '../testing/hubDouble.ts';
import { type HubDownloadOptions, hubDownload } from './hubDownload.ts';

const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 31 + (i >> 8)) & 255));
const address = '/owner/model/resolve/main/model.gguf';
let dir: string;
let hub: HubDouble;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hub-'));
  hub = await startHubDouble();
});
afterEach(async () => {
  await hub.close();
  await rm(dir, { recursive: true });
});

function optionsFor(more: Partial<HubDownloadOptions> = {}): HubDownloadOptions {
  return {
    url: new URL(hub.url + address),
    path: join(dir, 'model.gguf'),
    sizeBytes: bytes.length,
    sha256: hashOf(bytes),
    timing: { connectMs: 5_000, stallMs: 300, retryMs: 1 },
    ...more,
  };
}

test('a file arrives whole, named and hashed, and nothing unfinished stays', async () => {
  hub.files.set(address, { bytes });
  const seen: number[] = [];
  const sha256 = await hubDownload(optionsFor({ onDoneBytes: (done) => seen.push(done) }));
  expect(sha256).toBe(hashOf(bytes));
  expect(await readdir(dir)).toEqual(['model.gguf']);
  expect((await readFile(join(dir, 'model.gguf'))).equals(bytes)).toBe(true);
  expect(seen[0]).toBe(0);
  expect(seen.at(-1)).toBe(bytes.length);
});

test('a connection that resets again and again costs only what was not written', async () => {
  hub.files.set(address, { bytes, resets: 5, resetAfterBytes: 50_000 });
  expect(await hubDownload(optionsFor())).toBe(hashOf(bytes));
  expect(hub.requests).toHaveLength(6);
  expect(hub.requests[0]).toBe(`${address} whole`);
  const starts = hub.requests.slice(1).map((line) => Number(/bytes=(\d+)-/.exec(line)?.[1]));
  // A reset takes along what a slow reader had not read: none goes back, and most go on.
  expect(starts.every((start, i) => start >= (starts[i - 1] ?? 0))).toBe(true);
  expect(starts.at(-1)).toBeGreaterThan(0);
});

test('a server that stalls is given up and the part is kept for the next run', async () => {
  hub.files.set(address, { bytes, stallAfterBytes: 0 });
  await expect(hubDownload(optionsFor())).rejects.toMatchObject({
    code: 'network.unavailable',
    message: expect.stringContaining('stopped responding'),
  });
  hub.files.set(address, { bytes, resets: 1, resetAfterBytes: 100_000 });
  const stop = new AbortController();
  await expect(
    hubDownload(
      optionsFor({
        signal: stop.signal,
        onDoneBytes: (done) => {
          if (done > 60_000) stop.abort();
        },
      }),
    ),
  ).rejects.toThrow();
  hub.files.set(address, { bytes });
  hub.requests.length = 0;
  expect(await hubDownload(optionsFor())).toBe(hashOf(bytes));
  expect(hub.requests).toEqual([expect.stringMatching(/ bytes=[1-9]\d{4,}-$/)]);
});

test('a server that knows no ranges, and a file that changed meanwhile, begin again', async () => {
  hub.files.set(address, { bytes, resets: 1, resetAfterBytes: 50_000, ignoresRange: true });
  expect(await hubDownload(optionsFor())).toBe(hashOf(bytes));

  await rm(join(dir, 'model.gguf'));
  await writeFile(join(dir, 'model.gguf.part'), 'bytes of an older version');
  await writeFile(join(dir, 'model.gguf.part.json'), JSON.stringify({ etag: '"old"' }));
  hub.files.set(address, { bytes });
  expect(await hubDownload(optionsFor())).toBe(hashOf(bytes));
});

test('the hub’s own hash is taken and kept when the catalogue has none', async () => {
  hub.files.set(address, { bytes, resets: 1, resetAfterBytes: 50_000 });
  expect(await hubDownload(optionsFor({ sha256: undefined }))).toBe(hashOf(bytes));
  await rm(join(dir, 'model.gguf'));
  hub.files.set(address, { bytes, linkedSha256: 'none' });
  await expect(hubDownload(optionsFor({ sha256: undefined }))).rejects.toMatchObject({
    code: 'model.noSource',
    message: expect.stringContaining('did not report'),
  });
});

test('bytes that are not what the hash says are thrown away', async () => {
  const other = Buffer.from(bytes);
  other[123_456] = 7;
  hub.files.set(address, { bytes: other, linkedSha256: hashOf(bytes) });
  await expect(hubDownload(optionsFor())).rejects.toMatchObject({ code: 'model.damaged' });
  expect((await readFile(join(dir, 'model.gguf.part'))).length).toBe(0);
  expect(await readdir(dir)).not.toContain('model.gguf');

  hub.requests.length = 0;
  hub.files.set(address, { bytes: other });
  await expect(hubDownload(optionsFor())).rejects.toMatchObject({
    code: 'model.damaged',
    message: expect.stringContaining('is now another file'),
  });
});

test('a host that takes the call but never answers is left at once, also by a resumed download', async () => {
  const calls: Socket[] = [];
  let requests = 0;
  const mute = createServer((socket) => {
    calls.push(socket);
    socket.on('data', () => {
      requests += 1;
    });
  });
  await new Promise<void>((resolve) => {
    mute.listen(0, '127.0.0.1', resolve);
  });
  const { port } = z.object({ port: z.number() }).parse(mute.address());
  await writeFile(join(dir, 'model.gguf.part'), bytes.subarray(0, 1_000));
  await writeFile(join(dir, 'model.gguf.part.json'), JSON.stringify({ etag: '"kept"' }));
  const url = new URL(`http://127.0.0.1:${port}/model.gguf`);
  const timing = { connectMs: 500, stallMs: 60_000, retryMs: 60_000 };
  await expect(hubDownload(optionsFor({ url, timing }))).rejects.toMatchObject({
    code: 'network.unavailable',
  });
  // The client may open a spare connection; asked was once.
  expect(requests).toBe(1);
  expect((await readFile(join(dir, 'model.gguf.part'))).length).toBe(1_000);
  for (const socket of calls) socket.destroy();
  mute.close();
});

test('no file, no server and a redirect off https or to a number are told apart', async () => {
  await expect(hubDownload(optionsFor())).rejects.toMatchObject({
    code: 'model.notOnHub',
    message: expect.stringMatching(/does not give owner\/model\/model\.gguf: .*not public \(404\)/),
  });
  for (const place of [
    'http://example.invalid',
    'https://10.0.0.1',
    'https://[fe80::1]',
    'https://169.254.169.254',
    'file://',
  ]) {
    hub.files.set(address, { bytes, redirectTo: `${place}/model.gguf` });
    await expect(hubDownload(optionsFor())).rejects.toMatchObject({
      code: 'model.noSource',
      message: expect.stringContaining(`redirects to ${place}`),
    });
  }
  await expect(
    hubDownload(optionsFor({ url: new URL('http://127.0.0.1:1/model.gguf') })),
  ).rejects.toMatchObject({ code: 'network.unavailable' });
});
