import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IngestEvent, VideoDetail, VideoSummary } from '../../src/contract/index.ts';
import { blue, green, makeClip, red } from '../support/makeClip.ts';
import { Terminal } from '../support/terminal.ts';

/**
 * The list of bad input, as a user meets it in the terminal: without any model, so that captions
 * stand in for speech. docs/bad-input.md says where each line is tested.
 */
type Item = Omit<Extract<IngestEvent, { type: 'item' }>, 'type'>;
let terminal: Terminal;
let clips = '';

beforeAll(async () => {
  terminal = await Terminal.open();
  clips = join(terminal.folder, 'clips');
  await mkdir(clips);
});
afterAll(() => terminal.close());

async function ingest(...paths: string[]): Promise<{ exitCode: number | null; items: Item[] }> {
  const { exitCode, lines } = await terminal.run('--json', 'ingest', ...paths);
  return { exitCode, items: lines as Item[] };
}

async function smallClip(name: string, options: Partial<Parameters<typeof makeClip>[0]> = {}) {
  const path = join(clips, name);
  const scenes = [{ yuv: red, frames: 10 }];
  await makeClip({ path, width: 64, height: 64, frameRate: 10, scenes, ...options });
  return path;
}

const detail = (id: string | undefined) => terminal.json<VideoDetail>('show', id ?? '');

test('each bad file fails with its code and what to do; the good one beside it is taken in', async () => {
  const good = await smallClip('good.mp4');
  const empty = join(clips, 'empty.mp4');
  await writeFile(empty, '');
  const text = join(clips, 'text.mp4');
  await writeFile(text, 'I am no video.\n'.repeat(200));
  const truncated = join(clips, 'truncated.mp4');
  await copyFile(good, truncated);
  await truncate(truncated, Math.floor((await readFile(good)).length * 0.7));
  const gone = join(clips, 'gone.mp4');

  const { exitCode, items } = await ingest(empty, text, truncated, gone, good);

  const codes = Object.fromEntries(
    items.map(({ path, status, error }) => [path, error?.code ?? status]),
  );
  expect(codes).toEqual({
    [empty]: 'input.empty',
    [text]: 'input.notMedia',
    [truncated]: 'input.truncated',
    [gone]: 'input.notFound',
    [good]: 'done',
  });
  expect(items.every(({ error }) => error === undefined || error.hint.length > 10)).toBe(true);
  expect(exitCode).toBe(1);
});

test('names with quotes, newlines, emoji, 255 bytes and a leading dash are only names', async () => {
  const names = [
    `it's "quoted".mp4`,
    'two\nlines.mp4',
    '🔥 hook 🔥.mp4',
    `${'ü'.repeat(125)}x.mp4`,
    '-rf.mp4',
    '$(touch pwned) `id`.mp4',
  ];
  const folder = join(clips, 'names');
  await mkdir(folder);
  const source = await smallClip('names-source.mp4', { scenes: [{ yuv: green, frames: 5 }] });
  const bytes = await readFile(source);
  // A box that players ignore makes each file another content.
  for (const [number, name] of names.entries()) {
    const box = Buffer.alloc(16, number);
    box.writeUInt32BE(16, 0);
    box.write('free', 4, 'latin1');
    await writeFile(join(folder, name), Buffer.concat([bytes, box]));
  }
  const { exitCode, items } = await ingest(folder);
  expect(items.map(({ status }) => status)).toEqual(names.map(() => 'done'));
  expect(exitCode).toBe(0);
  const { videos } = await terminal.json<{ videos: VideoSummary[] }>('list');
  const titles = videos.map(({ title }) => title);
  expect(titles).toEqual(expect.arrayContaining([`it's "quoted"`, '🔥 hook 🔥', '-rf']));
});

test('the same content twice is one video', async () => {
  const one = await smallClip('same.mp4', { scenes: [{ yuv: blue, frames: 7 }] });
  const other = join(clips, 'same again.mp4');
  await copyFile(one, other);
  const first = await ingest(one, other);
  const statuses = first.items.map(({ status }) => status).sort();
  expect(statuses).toEqual(['done', 'duplicate']);
  expect(new Set(first.items.map(({ videoId }) => videoId)).size).toBe(1);
  const second = await ingest(one);
  expect(second).toMatchObject({ exitCode: 0, items: [{ status: 'duplicate' }] });
});

test('sound only, pictures only, one pixel, 8K, turned and uneven videos are taken in as they are', async () => {
  const sound = { toneMs: [[0, 900]] as const, durationMs: 1_000 };
  const audio = join(clips, 'sound.mka');
  await makeClip({ path: audio, sound });
  await writeFile(join(clips, 'sound.srt'), '1\n00:00:00,000 --> 00:00:00,900\nA long beep.\n');
  const pixel = await smallClip('pixel.mkv', { width: 1, height: 1, codec: 'ffv1' });
  const huge = await smallClip('huge.mp4', {
    width: 7680,
    height: 4320,
    codec: 'mjpeg',
    scenes: [{ yuv: green, frames: 1 }],
  });
  const turned = await smallClip('turned.mp4', { width: 128, height: 64, rotationDegrees: 90 });
  const uneven = await smallClip('uneven.mkv', {
    timesMs: [0, 40, 400, 420, 1_500],
    scenes: [{ yuv: red, frames: 5 }],
  });
  const { exitCode, items } = await ingest(audio, pixel, huge, turned, uneven);
  expect(items.map(({ path, error }) => [path, error])).toEqual(
    items.map(({ path }) => [path, undefined]),
  );
  expect(exitCode).toBe(0);
  const idOf = (path: string) => items.find((item) => item.path === path)?.videoId;
  expect(await detail(idOf(audio))).toMatchObject({
    width: 0,
    shots: [],
    transcriptSource: 'sidecar-captions',
    transcript: [{ text: 'A long beep.' }],
  });
  expect(await detail(idOf(pixel))).toMatchObject({ width: 1, height: 1, transcript: [] });
  expect(await detail(idOf(huge))).toMatchObject({ width: 7680, height: 4320 });
  expect(await detail(idOf(turned))).toMatchObject({ width: 64, height: 128 });
  expect((await detail(idOf(uneven))).durationMs).toBeGreaterThanOrEqual(1_500);
});

test('captions that cannot be used are a warning; others are cleaned', async () => {
  const broken = await smallClip('broken.mp4', { scenes: [{ yuv: blue, frames: 11 }] });
  await writeFile(join(clips, 'broken.srt'), Buffer.from([0, 255, 254, 13, 7, 7, 7]));
  const latin = await smallClip('latin.mp4', { scenes: [{ yuv: blue, frames: 12 }] });
  await writeFile(
    join(clips, 'latin.srt'),
    Buffer.from('1\n00:00:00,000 --> 00:00:00,800\n<b>Caf\xe9</b> ol\xe9\n', 'latin1'),
  );
  const { items } = await ingest(broken, latin);
  const idOf = (path: string) => items.find((item) => item.path === path)?.videoId;
  expect(items.find(({ path }) => path === broken)?.warnings).toEqual(
    expect.arrayContaining([expect.objectContaining({ code: 'captions.invalid' })]),
  );
  expect((await detail(idOf(latin))).transcript).toMatchObject([{ text: 'Café olé' }]);
});

test('speech without a speech model fails and says which to install; nothing is lost', async () => {
  const sound = { toneMs: [[0, 1_900]] as const, durationMs: 2_000 };
  const path = await smallClip('speaks.mp4', { sound });
  const missing = await ingest(path);
  expect(missing).toMatchObject({
    exitCode: 1,
    items: [{ status: 'failed', error: { code: 'model.missing' } }],
  });
  const models = join(terminal.folder, 'models', 'whisper-base-f16');
  await mkdir(models, { recursive: true });
  await writeFile(join(models, 'ggml-base.bin'), 'cut short');
  const damaged = await ingest(path);
  expect(damaged).toMatchObject({ exitCode: 1, items: [{ error: { code: 'model.damaged' } }] });
  // The captions that come later are enough for the same job.
  await writeFile(join(clips, 'speaks.srt'), '1\n00:00:00,000 --> 00:00:01,000\nNow I speak.\n');
  const { jobs } = await terminal.json<{ jobs: { id: string; state: string }[] }>('jobs', 'list');
  const failed = jobs.find(({ state }) => state === 'failed');
  const { exitCode } = await terminal.run('--json', 'jobs', 'retry', failed?.id ?? '');
  expect(exitCode).toBe(0);
});

test('offline nothing is downloaded, and it says so', async () => {
  const args = ['--offline', '--json', 'models', 'install', 'starter', '--accept-licenses'];
  const { exitCode, lines } = await terminal.run(...args);
  expect({ exitCode, lines }).toMatchObject({
    exitCode: 1,
    lines: [{ error: { code: 'network.notAllowed' } }],
  });
});

test('while another process works in the library, this one reads but does not ingest', async () => {
  const source = await smallClip('held.mp4', { scenes: [{ yuv: blue, frames: 13 }] });
  await ingest(source);
  const holder = spawn(
    process.execPath,
    [new URL('../support/holdLibrary.ts', import.meta.url).pathname, terminal.library],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  try {
    await once(holder.stdout, 'data');
    const { exitCode, lines } = await terminal.run('--json', 'ingest', source);
    expect({ exitCode, lines }).toMatchObject({
      exitCode: 1,
      lines: [{ error: { code: 'library.inUse' } }],
    });
    expect((await terminal.run('--json', 'list')).exitCode).toBe(0);
  } finally {
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  }
  // The operating system let go of the lock with the process.
  expect((await ingest(source)).items).toMatchObject([{ status: 'duplicate' }]);
});

test('a file without permission fails; the rest goes on', async () => {
  const path = join(clips, 'secret.mp4');
  await writeFile(path, 'secret');
  await chmod(path, 0o000);
  const good = await smallClip('readable.mp4', { scenes: [{ yuv: blue, frames: 14 }] });
  // This process may run as root, who may read every file.
  const { exitCode, lines } = await terminal.runProcess('--json', 'ingest', path, good);
  const items = lines as Item[];
  expect(
    Object.fromEntries(items.map((item) => [item.path, item.error?.code ?? item.status])),
  ).toEqual({
    [path]: 'input.noPermission',
    [good]: 'done',
  });
  expect(exitCode).toBe(1);
});

test('wrong use exits 2, an unknown video 1, both in JSON with a hint', async () => {
  for (const args of [
    ['nonsense'],
    ['export', 'x', '--format', 'doc'],
    ['ingest'],
    ['search', 'x', '--limt', '3'],
  ]) {
    const { exitCode, lines } = await terminal.run('--json', ...args);
    expect({ exitCode, lines }).toMatchObject({
      exitCode: 2,
      lines: [{ error: { code: 'usage.invalid' } }],
    });
  }
  expect(await terminal.run('--json', 'show', 'nobody')).toMatchObject({
    exitCode: 1,
    lines: [{ error: { code: 'video.notFound' } }],
  });
});
