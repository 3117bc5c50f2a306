import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desktop } from './desktop.ts';

let desktop: Desktop;
let client: Awaited<ReturnType<Awaited<ReturnType<Desktop['page']>>['client']>>;
let folder = '';
beforeEach(async () => {
  desktop = await Desktop.start();
  client = await (await desktop.page()).client();
  folder = join(desktop.library, '..', 'mine');
  await mkdir(folder);
});
afterEach(() => desktop.close());

/** The error of a procedure that takes a path, asked with one. */
async function codes(
  path: Parameters<typeof client.library.restore>[0]['path'],
): Promise<string[]> {
  const calls: (() => Promise<unknown>)[] = [
    () => client.videos.ingest({ paths: [path] }),
    () => client.library.backup({ path }),
    () => client.library.restore({ path }),
    () => client.models.import({ path, acceptLicences: true }),
    () => client.settings.set({ cookiesFile: path }),
  ];
  return Promise.all(
    calls.map((call) =>
      call().then(
        () => 'taken',
        ({ code }) => code,
      ),
    ),
  );
}

test('the page cannot name a path, nor use what was chosen for something else', async () => {
  const refused = Array.from({ length: 5 }, () => 'path.notChosen');
  for (const path of [join(folder, 'clip.mp4'), desktop.library, '/etc/passwd', 'clip.mp4']) {
    expect(await codes(path), path).toEqual(refused);
  }
  const cookies = join(folder, 'cookies.txt');
  await writeFile(cookies, '# Netscape HTTP Cookie File\n');
  const [id = expect.fail()] = await desktop.choose(client, { use: 'cookies' }, [cookies]);
  expect(await codes(id)).toEqual([...refused.slice(1), 'taken']);
  expect(await client.settings.get()).toMatchObject({ cookiesFile: cookies });
  expect(await client.paths.access()).toEqual({ kind: 'chosen' });
});

test('a dialog of the window asks for files, a folder or a name, and gives ids', async () => {
  const window = await desktop.window();
  await writeFile(join(folder, 'clip.mp4'), 'no clip');
  desktop.double.answers.files = [
    [join(folder, 'clip.mp4'), join(folder, 'other.mp4')],
    [folder],
    [join(folder, 'b.tar')],
  ];
  const { paths } = await client.paths.choose({ use: 'ingest' });
  expect(paths.map(({ name }) => name)).toEqual(['clip.mp4', 'other.mp4']);
  expect(JSON.stringify(paths)).not.toContain(folder);
  const {
    paths: [chosenFolder = expect.fail()],
  } = await client.paths.choose({ use: 'ingest', folder: true });
  await client.paths.choose({ use: 'backup', suggestedName: 'trendroom-2026-11-29.tar' });
  expect(desktop.double.calls.fileDialogs).toEqual([
    { window, options: { title: 'Add videos', properties: ['openFile', 'multiSelections'] } },
    { window, options: { title: 'Add videos', properties: ['openDirectory'] } },
    {
      window,
      options: { title: 'Back up the library', defaultPath: 'trendroom-2026-11-29.tar' },
    },
  ]);
  // Cancelled.
  expect(await client.paths.choose({ use: 'restore' })).toEqual({ paths: [] });
  await expect(
    client.paths.choose({ use: 'backup', suggestedName: '../../.bashrc' }),
  ).rejects.toMatchObject({ code: 'usage.invalid' });

  const items: unknown[] = [];
  const chosen = { paths: [{ chosen: chosenFolder.id }] };
  for await (const event of await client.videos.ingest(chosen)) {
    if (event.type === 'item') items.push(event);
  }
  expect(items).toMatchObject([{ path: join(folder, 'clip.mp4'), status: 'failed' }]);
});

test('one dialog is open at a time: asking again meanwhile gives nothing', async () => {
  const answer = Promise.withResolvers<string[]>();
  desktop.double.answers.files = [answer.promise, [join(folder, 'not asked.mp4')]];
  const first = client.paths.choose({ use: 'ingest' });
  expect(await client.paths.choose({ use: 'restore' })).toEqual({ paths: [] });
  answer.resolve([join(folder, 'clip.mp4')]);
  expect(await first).toMatchObject({ paths: [{ name: 'clip.mp4' }] });
});
