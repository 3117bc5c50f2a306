import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, Loopback } from '../../test/support/loopback.ts';

let host: Loopback;
let allowed = '';
beforeAll(async () => {
  host = await Loopback.open();
  allowed = join(host.folder, 'allowed');
  await mkdir(allowed);
  await mkdir(join(host.folder, 'private'));
  await writeFile(join(host.folder, 'private', 'cookies.txt'), 'secret');
  await symlink(join(host.folder, 'private'), join(allowed, 'out'));
  await host.restart({ allowedFolders: [allowed] });
});
afterAll(() => host.close());

/** Every procedure that takes a path, and what it is asked with one. */
const takers: Record<string, (path: unknown) => object> = {
  '/videos/ingest': (path) => ({ paths: [path] }),
  '/library/backup': (path) => ({ path }),
  '/library/restore': (path) => ({ path }),
  '/models/import': (path) => ({ path }),
  '/settings': (cookiesFile) => ({ cookiesFile }),
};

async function post(path: string, body: object): Promise<Answer & { error: unknown }> {
  const answer = await host.ask(`/api${path}`, {
    method: 'POST',
    headers: { ...host.bearer, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { ...answer, error: answer.status >= 400 ? JSON.parse(answer.text) : undefined };
}

test.each(Object.entries(takers))(
  '%s refuses what no system takes as a path',
  async (at, input) => {
    // Found by schemathesis: it was an unexpected error inside.
    expect(await post(at, input('\u0089\u00e0n\u0000'))).toMatchObject({
      status: 400,
      error: { code: 'usage.invalid', message: 'The path contains a NUL character.' },
    });
    expect(await post(at, input('a'.repeat(4_001)))).toMatchObject({ status: 400 });
    expect(await post(at, input({ chosen: 'x' }))).toMatchObject({ status: 400 });
  },
);

test.each(Object.entries(takers))(
  '%s refuses paths outside of the allowed folders',
  async (at, input) => {
    for (const path of [
      join(host.folder, 'private', 'cookies.txt'),
      join(host.library, 'library.sqlite'),
      `${allowed}/../private/cookies.txt`,
      join(allowed, 'out', 'cookies.txt'),
      '/not/there',
      'relative.txt',
    ]) {
      const { status, error } = await post(at, input(path));
      expect({ path, status, error }).toMatchObject({
        status: 422,
        error: {
          code: 'path.notAllowed',
          message: expect.stringContaining(allowed),
          data: { hint: expect.stringContaining('--allow-folder') },
        },
      });
    }
    // Ids are of dialogs, which this host has not.
    const madeUp = { chosen: '019aaaaa-0000-4000-8000-000000000001' };
    expect(await post(at, input(madeUp))).toMatchObject({
      status: 422,
      error: { code: 'path.notChosen' },
    });
  },
);

test('nothing outside was queued, written or kept', async () => {
  const { client } = await host.page();
  expect(await client.jobs.list({})).toMatchObject({ jobs: [] });
  expect(await client.settings.get()).toMatchObject({ cookiesFile: '' });
});

test('in an allowed folder each does its work or says what is wrong with the file', async () => {
  const { client } = await host.page();
  const file = join(allowed, 'cookies.txt');
  await writeFile(file, '# Netscape HTTP Cookie File\n');
  expect(await client.settings.set({ cookiesFile: file })).toMatchObject({ cookiesFile: file });
  await expect(client.models.import({ path: file, acceptLicences: true })).rejects.toMatchObject({
    code: 'model.unsupported',
  });
  const items: unknown[] = [];
  for await (const event of await client.videos.ingest({ paths: [file] })) items.push(event);
  expect(items.at(-1)).toMatchObject({ status: 'failed', error: { code: 'input.notMedia' } });
});

test('a link in a folder that leads out of what is allowed is an item with its reason', async () => {
  const folder = join(allowed, 'mixed');
  await mkdir(folder);
  await writeFile(join(host.folder, 'private', 'diary.mp4'), 'x');
  await symlink(join(host.folder, 'private', 'diary.mp4'), join(folder, 'diary.mp4'));
  const { client } = await host.page();
  const items: unknown[] = [];
  for await (const event of await client.videos.ingest({ paths: [folder] })) items.push(event);
  expect(items).toMatchObject([
    { path: join(folder, 'diary.mp4'), error: { code: 'path.notAllowed' } },
  ]);
});

test('the page is told which folders are allowed, and gets no dialogs', async () => {
  const { client } = await host.page();
  const own = `${host.library}-backups`;
  expect(await client.paths.access()).toEqual({
    kind: 'folders',
    folders: {
      ...{ ingest: [allowed], model: [allowed], cookies: [allowed], report: [allowed] },
      backup: [own, allowed],
      restore: [join(host.library, 'backups'), own, allowed],
    },
  });
  await expect(client.paths.choose({ use: 'ingest' })).rejects.toMatchObject({
    code: 'path.noDialog',
  });
});

test('a backup is made and restored where nothing was allowed for it', async () => {
  const { client } = await host.page();
  const path = join(`${host.library}-backups`, 'mine.tar');
  expect(await client.library.backup({ path })).toMatchObject({ path });
  expect(await client.library.restore({ path })).toMatchObject({ videos: 0 });
});
