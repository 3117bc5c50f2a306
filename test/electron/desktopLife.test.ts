import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../src/core/base/index.ts';
import { acquireRunnerLock, openLibrary } from '../../src/core/db/index.ts';
import { samplesFolder } from '../support/samples.ts';
import { Desktop, type DesktopOptions } from './desktop.ts';
import { started } from './utilityDouble.ts';

let desktop: Desktop | undefined;
afterEach(() => desktop?.close());

async function start(options?: DesktopOptions): Promise<Desktop> {
  desktop = await Desktop.start(options);
  return desktop;
}

const isAlive = (pid: number | undefined): boolean => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('quitting parks the running job, ends the helper processes and frees the library', async () => {
  const { page, quit, choose, library: directory } = bind(await start());
  const before = started.length;
  const client = await (await page()).client();
  const clip = join(samplesFolder, 'lunch-money-friday.mp4');
  const paths = await choose(client, { use: 'ingest' }, [clip]);
  for await (const event of await client.videos.ingest({ paths })) {
    // By now the media process works under `process.parentPort`.
    if (event.type === 'progress' && event.stage === 'frames') break;
  }
  await quit();
  const helpers = started.slice(before);
  expect(helpers.map(({ serviceName }) => serviceName)).toContain('Trendroom media');
  await vi.waitFor(() => expect(helpers.filter(({ pid }) => isAlive(pid))).toEqual([]), {
    timeout: 20_000,
  });
  acquireRunnerLock(directory).release();
  const library = openLibrary({ directory, clock: systemClock });
  const jobs = library.db.$client.prepare('SELECT kind, state, error_code FROM jobs').all();
  library.close();
  expect(jobs).toEqual([{ kind: 'ingest', state: 'waiting', error_code: null }]);
});

test('a second start shows the window of the first', async () => {
  const window = await (await start()).window();
  window.minimized = true;
  desktop?.double.app.emit('second-instance');
  expect([window.minimized, window.focused]).toEqual([false, 1]);
});

test('a second instance opens nothing', async () => {
  const { double } = await start({ firstInstance: false });
  expect([double.app.exited, double.windows]).toEqual([true, []]);
});

test('a restore reopens the library and connects the page anew', async () => {
  const { page, choose, library } = bind(await start());
  const shown = await page();
  const client = await shown.client();
  const backup = join(library, '..', 'backup.trendroom');
  const [target = expect.fail()] = await choose(client, { use: 'backup' }, [backup]);
  await client.library.backup({ path: target });
  const [source = expect.fail()] = await choose(client, { use: 'restore' }, [backup]);
  expect(await client.library.restore({ path: source })).toMatchObject({ videos: 0 });
  await expect.poll(() => shown.causes, { timeout: 20_000 }).toEqual([null, 'replaced']);
  const again = await shown.client(shown.ports[1]);
  expect(await again.library.verify()).toMatchObject({ ok: true });
});

test('a library that cannot be opened says why, and another folder can be chosen', async () => {
  let other = '';
  const { double } = await start({
    prepare: async (double, { library }) => {
      await writeFile(join(library, 'library.sqlite'), 'this is no database '.repeat(500));
      other = `${library}-other`;
      double.answers.buttons = ['Try again', 'Choose another folder…'];
      double.answers.folders = [other];
    },
  });
  expect(await (await desktop?.page())?.client().then((client) => client.library.verify())).toEqual(
    { ok: true, checkedFiles: 0, checkedBytes: 0, problems: [] },
  );
  expect(double.calls.messageBoxes).toMatchObject([
    { message: 'The library could not be opened.' },
    { detail: expect.stringContaining(`Folder: ${desktop?.library}`) },
  ]);
  expect(double.calls.messageBoxes[0]?.detail).toContain('Restore a backup');
  expect(existsSync(join(other, 'library.sqlite'))).toBe(true);
});

test('a branch that cannot be opened is left only when the person says so', async () => {
  const { double, page } = bind(
    await start({
      prepare: async (given, { library }) => {
        await mkdir(join(library, 'branches'), { recursive: true });
        await writeFile(join(library, 'branches', 'open'), 'abcdefabcdef\n');
        given.answers.buttons = ['Try again', 'Leave the branch'];
      },
    }),
  );
  const client = await (await page()).client();
  expect(await client.branches.list()).toMatchObject({ branches: [] });
  expect(double.calls.messageBoxes).toMatchObject([
    { message: 'The branch could not be opened.' },
    { message: 'The branch could not be opened.' },
  ]);
});

test('a library in use can be read, and quitting the dialog quits', async () => {
  let lock: { release(): void } | undefined;
  const prepare: DesktopOptions['prepare'] = (double, { library: directory }) => {
    openLibrary({ directory, clock: systemClock }).close();
    lock = acquireRunnerLock(directory);
    double.answers.buttons = ['Open without running jobs'];
  };
  try {
    const { double, page } = bind(await start({ prepare }));
    const client = await (await page()).client();
    expect(await client.library.verify()).toMatchObject({ ok: true });
    expect(double.calls.messageBoxes[0]?.detail).toContain('open in another Trendroom');
    await desktop?.close();
    lock?.release();
    const refused = await start({
      prepare: async (given, folders) => {
        await prepare(given, folders);
        given.answers.buttons = ['Quit'];
      },
    });
    await vi.waitFor(() => expect(refused.double.app.exited).toBe(true), { timeout: 20_000 });
    expect(refused.double.windows).toEqual([]);
  } finally {
    lock?.release();
  }
});

function bind(opened: Desktop) {
  return {
    double: opened.double,
    library: opened.library,
    page: () => opened.page(),
    choose: opened.choose.bind(opened),
    window: () => opened.window(),
    quit: () => opened.quit(),
  };
}
