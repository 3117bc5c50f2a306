import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type ChosenPath,
  chosenPathIdSchema,
  type PathUse,
  pathUseSchema,
} from '../../../contract/index.ts';
import { ChosenPaths } from './chosenPaths.ts';
import { anyPath, type ClientPaths, createClientPaths, type PathRule } from './clientPaths.ts';

let folder = '';
let library = '';
let videos = '';
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'trendroom-paths-')));
  library = join(folder, 'library');
  videos = join(folder, 'videos');
  for (const name of ['library/backups', 'videos/deep', 'private']) {
    await mkdir(join(folder, name), { recursive: true });
  }
  await writeFile(join(folder, 'private', 'key.mp4'), 'secret');
  await writeFile(join(videos, 'clip.mp4'), 'a clip');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function pathsOf(rule: PathRule, answers: string[][] = []): Promise<ClientPaths> {
  const ask = async (): Promise<string[]> => answers.shift() ?? [];
  return createClientPaths(rule, { library, chosen: new ChosenPaths(), ask });
}

const inVideos = (): Promise<ClientPaths> => pathsOf({ kind: 'folders', folders: [videos] });

async function codeOf(paths: ClientPaths, path: string, use: PathUse = 'ingest'): Promise<string> {
  return paths.resolve(path, use).then(
    () => 'allowed',
    ({ code }) => code,
  );
}

test('a terminal takes every path, as it would be seen from its folder', async () => {
  expect(await anyPath.resolve('clip.mp4', 'ingest')).toBe(join(process.cwd(), 'clip.mp4'));
  expect(await anyPath.resolve('/etc/hosts', 'cookies')).toBe('/etc/hosts');
  await expect(anyPath.choose({ use: 'ingest', folder: false })).rejects.toMatchObject({
    code: 'path.noDialog',
  });
});

test('an allowed folder, what is in it and what is not there yet are taken', async () => {
  const paths = await inVideos();
  for (const name of ['', 'clip.mp4', 'deep/new.mp4', 'new/folder/of/backups.tar', '..dotted']) {
    expect(await paths.resolve(join(videos, name), 'ingest'), name).toBe(join(videos, name));
  }
});

test('what lies outside is refused, and the refusal names what is allowed', async () => {
  const paths = await inVideos();
  for (const path of [
    join(folder, 'private', 'key.mp4'),
    join(folder, 'private', 'not there'),
    `${videos}/../private/key.mp4`,
    `${videos}/deep/../../private/key.mp4`,
    `${videos}-2/clip.mp4`,
    folder,
    '/',
    'clip.mp4',
  ]) {
    expect(await codeOf(paths, path), path).toBe('path.notAllowed');
  }
  await expect(paths.resolve('/etc/passwd', 'ingest')).rejects.toThrow(
    `/etc/passwd is not in an allowed folder. Allowed: ${videos}.`,
  );
});

test('a link out of an allowed folder is refused, also to what is not there; one within is taken', async () => {
  const privateFolder = join(folder, 'private');
  await symlink(join(privateFolder, 'key.mp4'), join(videos, 'key.mp4'));
  await symlink(privateFolder, join(videos, 'out'));
  await symlink(join(privateFolder, 'new'), join(videos, 'dangling'));
  await symlink(join(videos, 'loop'), join(videos, 'loop'));
  await symlink(join(videos, 'clip.mp4'), join(videos, 'same.mp4'));
  await symlink(join(videos, 'deep'), join(videos, 'shortcut'));
  const paths = await inVideos();
  for (const name of ['key.mp4', 'out/key.mp4', 'out/new.tar', 'dangling', 'dangling/x', 'loop']) {
    expect(await codeOf(paths, join(videos, name)), name).toBe('path.notAllowed');
  }
  for (const name of ['same.mp4', 'shortcut/new.tar']) {
    expect(await paths.resolve(join(videos, name), 'ingest'), name).toBe(join(videos, name));
  }
});

test('a folder that the user allowed may be a link; where it leads is what was allowed', async () => {
  const link = join(folder, 'my-videos');
  await symlink(videos, link);
  const paths = await pathsOf({ kind: 'folders', folders: [link] });
  for (const path of [join(link, 'clip.mp4'), join(videos, 'clip.mp4')]) {
    expect(await paths.resolve(path, 'ingest')).toBe(path);
  }
  // Another program turns it elsewhere.
  await rm(link);
  await symlink(join(folder, 'private'), link);
  expect(await codeOf(paths, join(link, 'key.mp4'))).toBe('path.notAllowed');
});

test('where nothing is allowed, backups have a folder, and the nightly ones can be read', async () => {
  const paths = await pathsOf({ kind: 'folders', folders: [] });
  const own = `${library}-backups`;
  const nightly = join(library, 'backups');
  const none = { ingest: [], model: [], cookies: [], report: [] };
  expect(paths.access).toEqual({
    kind: 'folders',
    folders: { ...none, backup: [own], restore: [nightly, own] },
  });
  const allowed: Record<string, PathUse[]> = {};
  for (const path of [join(own, 'new.tar'), join(nightly, 'auto.tar'), join(library, 'x.tar')]) {
    allowed[path] = [];
    for (const use of pathUseSchema.options) {
      if ((await codeOf(paths, path, use)) === 'allowed') allowed[path].push(use);
    }
  }
  expect(allowed).toEqual({
    [join(own, 'new.tar')]: ['backup', 'restore'],
    [join(nightly, 'auto.tar')]: ['restore'],
    [join(library, 'x.tar')]: [],
  });
  await expect(paths.resolve(join(videos, 'clip.mp4'), 'ingest')).rejects.toThrow(
    'No folder is allowed.',
  );
});

test('a folder for backups that is a link in a library of others leads nowhere', async () => {
  await rm(join(library, 'backups'), { recursive: true });
  await symlink(join(folder, 'private'), join(library, 'backups'));
  await symlink(join(folder, 'private'), `${library}-backups`);
  const paths = await pathsOf({ kind: 'folders', folders: [] });
  expect(await codeOf(paths, join(library, 'backups', 'key.mp4'), 'restore')).toBe(
    'path.notAllowed',
  );
  expect(await codeOf(paths, `${library}-backups/key.mp4`, 'backup')).toBe('path.notAllowed');
});

test('a window takes ids of what was chosen, each for its use, and no path', async () => {
  const clip = join(videos, 'clip.mp4');
  const paths = await pathsOf({ kind: 'chosen' }, [[clip, join(videos, 'deep')], []]);
  const question = { use: 'ingest' as const, folder: false };
  const [first, second] = await paths.choose(question);
  expect([first?.name, second?.name]).toEqual(['clip.mp4', 'deep']);
  expect(JSON.stringify([first, second])).not.toContain(folder);
  const chosen = (given: ChosenPath | undefined) => ({ chosen: given?.id ?? expect.fail() });
  expect(await paths.resolve(chosen(first), 'ingest')).toBe(clip);
  expect(await paths.choose(question)).toEqual([]);

  const refused = { code: 'path.notChosen' };
  await expect(paths.resolve(clip, 'ingest')).rejects.toMatchObject(refused);
  await expect(paths.resolve(chosen(first), 'cookies')).rejects.toMatchObject(refused);
  const madeUp = { chosen: chosenPathIdSchema.parse('00000000-0000-4000-8000-000000000000') };
  await expect(paths.resolve(madeUp, 'ingest')).rejects.toMatchObject(refused);
  const [inside, outside] = [join(videos, 'deep', 'x.mp4'), join(folder, 'private', 'key.mp4')];
  expect([
    await paths.isAllowed(inside, 'ingest'),
    await paths.isAllowed(outside, 'ingest'),
  ]).toEqual([true, false]);
});
