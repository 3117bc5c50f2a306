import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeClip, red } from '../support/makeClip.ts';
import { Terminal } from '../support/terminal.ts';
import { allowedPlaces } from './allowedPlaces.ts';
import { type Canary, canaryOf, createCanary, type Place, sightings } from './canary.ts';
import { type Double, startModelServer, startRepeatingPostgres } from './doubles.ts';
import { addOutsidePrograms } from './outsidePrograms.ts';
import { filesBelow } from './places.ts';
import { runCommand, type ServedProgram, serve, startCommand } from './servedProgram.ts';
import { type ProgramWatch, watchPrograms } from './watchPrograms.ts';

/**
 * Secrets of every kind are given to the program as a user gives them; then it is used, also where
 * things fail, and every byte that came out of it is searched. allowedPlaces.ts says where each may be.
 */

const idSchema = z.object({ id: z.string() });
const stateSchema = z.object({ batch: z.object({ state: z.string() }) });
const batchSchema = z.object({ batch: idSchema.optional() });
const videosSchema = z.object({ videos: z.array(idSchema) });
const jobsSchema = z.object({ jobs: z.array(z.object({ state: z.string() })) });

const planted = {
  apiKey: createCanary('API key', (core) => `sk-"${core}"/+<&%`),
  variable: createCanary('TRENDROOM_SECRET_', (core) => `sk\\${core}"/+=`),
  password: createCanary('team password', (core) => `p"${core}@:/ü%`),
  cookie: createCanary('cookie', (core) => `s%22${core}+/=`),
  passphrase: createCanary('passphrase', (core) => `"${core} ü & \\`),
  path: createCanary('path of the user', (core) => `My "${core}" & é`),
};
const soon = { timeout: 100_000, interval: 100 };
const lentils = 'I cook lentils on Sunday and they feed us for a whole week.';

let folder: string;
let terminal: Terminal;
let watch: ProgramWatch;
let program: ServedProgram | undefined;
let doubles: Record<'ours' | 'byVariable' | 'elsewhere' | 'postgres', Double>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-canaries-'));
  terminal = await Terminal.open();
  watch = watchPrograms();
  const elsewhere = await startModelServer('another origin');
  doubles = {
    elsewhere,
    ours: await startModelServer('server', { elsewhere: elsewhere.url }),
    byVariable: await startModelServer('refusing server', { refusing: true }),
    postgres: await startRepeatingPostgres(['28P01', '42501', 'XX000', '08006']),
  };
  await addOutsidePrograms(join(folder, 'bin'), join(folder, 'told'));
  for (const name of ['home', 'temporary', 'exports', planted.path.value]) {
    await mkdir(join(folder, name));
  }
  terminal.give('HOME', join(folder, 'home'));
  terminal.give('TMPDIR', join(folder, 'temporary'));
  terminal.give('PATH', `${join(folder, 'bin')}${delimiter}${process.env.PATH}`);
  // A keychain of whoever runs the tests is not ours.
  terminal.give('DBUS_SESSION_BUS_ADDRESS', 'unix:path=/nowhere');
}, 60_000);
afterAll(async () => {
  // Of a test that failed on the way.
  await program?.stop();
  watch.stop();
  for (const double of Object.values(doubles)) await double.close();
  await terminal.close();
  await rm(folder, { recursive: true, force: true });
});

const pathOf = (name: string): string => join(folder, planted.path.value, name);
const exported = (name: string): string => join(folder, 'exports', name);

/** The user's own files: a clip with captions and a record, another one, and cookies. */
async function writeUserFiles(): Promise<void> {
  const size = { width: 64, height: 64, frameRate: 10 };
  for (const [name, frames] of [
    ['lentils.mp4', 40],
    ['beans.mp4', 50],
  ] as const) {
    await makeClip({ ...size, path: pathOf(name), scenes: [{ yuv: red, frames }] });
    const stem = name.replace('.mp4', '');
    const captions = `WEBVTT\n\n00:00.000 --> 00:03.000\n${lentils}\n`;
    await writeFile(pathOf(`${stem}.en.vtt`), captions);
    await writeFile(pathOf(`${stem}.info.json`), JSON.stringify({ title: stem, view_count: 7 }));
  }
  const line = ['.site.example', 'TRUE', '/', 'TRUE', '0', 'session', planted.cookie.value];
  const cookies = `# Netscape HTTP Cookie File\n${line.join('\t')}\n`;
  await writeFile(pathOf('cookies.txt'), cookies);
}

async function useServers(program: ServedProgram): Promise<string[]> {
  const fields = { name: 'Ours', role: 'chat', url: doubles.ours.url, key: planted.apiKey.value };
  const server = idSchema.parse(await program.ask('POST', '/api/endpoints', fields));
  await program.ask('POST', `/api/endpoints/${server.id}/approve`, { approved: true });
  const requests = ['nothing', 'json', 'html', 'answer', 'elsewhere'].map((wish) => ({
    customId: wish,
    body: { messages: [{ role: 'user', content: `Please repeat the key: ${wish}` }] },
  }));
  const options = { name: 'Keys', kind: 'chat', place: 'remote', requests };
  const { id } = idSchema.parse(await program.ask('POST', '/api/batches', options));
  const ids = [id];
  const selection = { kind: 'drafts', place: 'remote', brief: { topic: 'lentils' }, variants: 2 };
  await program.ask('POST', '/api/work/plan', selection);
  const { batch } = batchSchema.parse(await program.ask('POST', '/api/work', selection));
  if (batch !== undefined) ids.push(batch.id);
  for (const each of ids) {
    const state = async () =>
      stateSchema.parse(await program.ask('GET', `/api/batches/${each}`)).batch.state;
    await expect.poll(state, soon).not.toBe('running');
    await program.ask('GET', `/api/batches/${each}/rows`);
  }
  return ids;
}

async function useTeam(program: ServedProgram): Promise<void> {
  const password = encodeURIComponent(planted.password.value);
  const target = `postgres://anna:${password}@${doubles.postgres.url}/team`;
  // One for each way in which the double refuses.
  for (let time = 0; time < 4; time++) {
    await program.ask('POST', '/api/sharing/connect', { target });
  }
  await program.ask('POST', '/api/sharing/connect', { target: `${target}?sslmode=%` });
  await program.ask('POST', '/api/sharing/connect', { target: 'local' });
  await program.ask('POST', '/api/sharing/sync');
  await jobsEnd(program);
  await program.ask('GET', '/api/sharing');
}

const jobsEnd = (program: ServedProgram) =>
  expect
    .poll(async () => {
      const { jobs } = jobsSchema.parse(await program.ask('GET', '/api/jobs'));
      return jobs.filter(({ state }) => state === 'waiting' || state === 'running').length;
    }, soon)
    .toBe(0);

/** Ends the helper or the core that was started last, while it works. */
const kill = async (name: string, known = 0) => {
  const pids = () => watch.seen.filter((each) => each.name === name).map(({ pid }) => pid);
  await expect.poll(() => new Set(pids()).size, soon).toBeGreaterThan(known);
  process.kill(pids().at(-1) ?? Number.NaN, 'SIGKILL');
};

async function ingest(program: ServedProgram): Promise<string> {
  const settings = { cookiesFile: pathOf('cookies.txt'), allowPrivateAddresses: true };
  await program.ask('POST', '/api/settings', settings);
  const first = { paths: [pathOf('lentils.mp4')], storage: 'reference' };
  const crash = kill('media');
  await program.ask('POST', '/api/videos/ingest', first);
  await crash;
  await program.ask('POST', '/api/videos/ingest', first);
  await program.ask('POST', '/api/videos/ingest', { paths: [pathOf('beans.mp4')] });
  await program.ask('POST', '/api/videos/ingest', { paths: [pathOf('gone.mp4')] });
  const links = ['https://site.example/fail', 'https://site.example/a'];
  await program.ask('POST', '/api/videos/ingest', { links });
  await jobsEnd(program);
  const { videos } = videosSchema.parse(await program.ask('GET', '/api/videos'));
  return videos[0]?.id ?? expect.fail('no video');
}

async function lookAround(program: ServedProgram, video: string): Promise<void> {
  await program.ask('POST', '/api/search', { query: 'lentils' });
  await program.ask('POST', '/api/drafts', { topic: 'lentils' });
  for (const path of [
    ...['/api/doctor', '/api/engine', '/api/models', '/api/library', '/api/jobs', '/api/endpoints'],
    ...['/api/settings', '/api/schedules', '/api/batches', '/api/drafts', '/api/branches'],
    ...['/api/links/tool', '/metrics', '/v1/models', '/session', '/api/nothing', '/index.html'],
    ...[`/api/videos/${video}`, `/media/${video}/poster`, `/api/videos/${video}/export?format=srt`],
  ]) {
    await program.ask('GET', path);
  }
  const chat = { model: 'x', messages: [{ role: 'user', content: 'Hi' }] };
  await program.ask('POST', '/v1/chat/completions', chat);
  await program.askAsStranger(`/api/jobs?token=${program.token}`);
  await program.askAsStranger(`/media/${video}/poster?pass=${program.token}`);
  const passphrase = planted.passphrase.value;
  const backup = { path: exported('encrypted.age'), passphrase };
  await program.ask('POST', '/api/library/backup', backup);
  await program.ask('POST', '/api/library/backup', { ...backup, path: pathOf('lentils.mp4') });
}

/** What a user runs afterwards. */
async function runCommands(batches: readonly string[], video: string): Promise<Place[]> {
  const places: Place[] = [];
  const run = async (...args: string[]) => places.push(...(await runCommand(terminal, ...args)));
  const start = async (...args: string[]) =>
    places.push(...(await startCommand(terminal, watch, ...args)));
  for (const batch of batches) {
    await run('batches', 'export', batch, exported(`requests of ${batch}.jsonl`));
    await run('batches', 'results', batch, exported(`results of ${batch}.jsonl`));
    await run('batches', 'show', batch);
  }
  await run('export', video, '--format', 'json');
  await run('show', video);
  await run('--json', 'drafts', 'list');
  await run('--json', 'endpoints');
  await run('--json', 'jobs', 'list');
  await run('engine', 'stats');
  await run('team');
  await run('verify');
  await run('backup', exported('plain.tar'));
  await start('--json', 'doctor');
  const restored = ['--library', join(folder, 'restored'), 'restore', exported('encrypted.age')];
  await start(...restored, '--trust', '--passphrase-from-env', 'WRONG_PASSPHRASE');
  await start(...restored, '--trust', '--passphrase-from-env', 'PASSPHRASE');
  return places;
}

test.runIf(process.platform === 'linux')(
  'each secret is where it is needed, and nowhere else',
  async () => {
    await writeUserFiles();
    const server = ['--name', 'Refusing', '--role', 'chat', '--url', doubles.byVariable.url];
    const added = await terminal.json<{ id: string }>('endpoints', 'add', ...server);
    await terminal.json('endpoints', 'approve', added.id);
    const variable = `TRENDROOM_SECRET_ENDPOINT_${added.id.replaceAll('-', '_').toUpperCase()}`;
    terminal.give(variable, planted.variable.value);
    terminal.give(`${variable}_ORIGIN`, new URL(doubles.byVariable.url).origin);
    terminal.give('PASSPHRASE', planted.passphrase.value);
    terminal.give('WRONG_PASSPHRASE', `wrong ${planted.passphrase.value}`);

    const served = await serve(terminal, watch, folder);
    program = served;
    const video = await ingest(served);
    const batches = await useServers(served);
    await served.ask('POST', `/api/endpoints/${added.id}/check`);
    await useTeam(served);
    await lookAround(served, video);
    const whileOpen = await filesBelow(terminal.folder, 'while open');
    const open = new Set(watch.seen.filter(({ name }) => name === 'core').map(({ pid }) => pid));
    await kill('core', open.size - 1);
    await expect.poll(() => served.ask('GET', '/api/videos'), soon).toHaveProperty('videos');
    await served.stop();
    const printed = await runCommands(batches, video);

    const token = canaryOf('loopback token', served.token);
    const canaries: Canary[] = [...Object.values(planted), token];
    const places = [
      ...whileOpen,
      ...(await filesBelow(terminal.folder, 'kept')),
      ...(await filesBelow(join(folder, 'home'), 'home')),
      ...(await filesBelow(join(folder, 'temporary'), 'temporary')),
      ...(await filesBelow(join(folder, 'exports'), 'exports')),
      ...(await filesBelow(join(folder, 'restored'), 'restored')),
      ...(await filesBelow(join(folder, 'told'), 'told')),
      ...Object.values(doubles).flatMap((double) => double.places()),
      ...[...served.places, ...printed, ...watch.places()],
    ];
    const found = sightings(canaries, places);
    const isAllowed = ({ canary, place }: (typeof found)[number]): boolean =>
      allowedPlaces.some((rule) => rule.canary === canary && rule.place.test(place));
    const leaks = found.filter((each) => !isAllowed(each));
    expect([...new Set(leaks.map((leak) => Object.values(leak).join(' | ')))]).toEqual([]);
    // A rule that nothing needs would hide a leak some day; and what is nowhere was never planted.
    const unused = allowedPlaces.filter(
      (rule) =>
        !found.some(({ canary, place }) => canary === rule.canary && rule.place.test(place)),
    );
    expect(unused).toEqual([]);
    const names = new Set(watch.seen.map(({ name }) => name));
    expect([...names]).toEqual(expect.arrayContaining(['core', 'media', 'vision', 'yt-dlp']));
    // The passphrase opened what it had closed.
    expect(places.map(({ place }) => place)).toContain('restored/library.sqlite');
  },
  300_000,
);

test('a canary is found however it is written, also a piece of it, and what is not there is not', () => {
  const canary = createCanary('x', (core) => `"${core}"`);
  const middle = canary.core.slice(8, 30);
  const written = {
    ...{ plain: `a${canary.core}b`, capitals: canary.core.toUpperCase(), cut: middle },
    ...{ address: encodeURIComponent(canary.value), JSON: JSON.stringify(canary.value) },
    ...{ hexadecimal: Buffer.from(middle).toString('hex') },
    ...{ 'base64, 0': Buffer.from(`abc${middle}`).toString('base64') },
    ...{ 'base64, 1': Buffer.from(`abcd${middle}`).toString('base64') },
    ...{ 'base64, 2': Buffer.from(`abcde${middle}`).toString('base64url') },
  };
  const places = Object.entries(written).map(([place, text]) => ({
    ...{ place, bytes: Buffer.from(text) },
  }));
  const utf16 = { place: 'UTF-16', bytes: Buffer.from(middle, 'utf16le') };
  const found = sightings([canary], [...places, utf16]);
  expect(found.map(({ place }) => place)).toEqual([...Object.keys(written), 'UTF-16']);
  expect(sightings([createCanary('y', (core) => core)], [...places, utf16])).toEqual([]);
});
