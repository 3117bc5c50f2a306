import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findAppBrowser } from './findAppBrowser.ts';
import { openLink } from './openLink.ts';

const url = "http://127.0.0.1:1/#token=a'b;$(touch x)";
let folder: string;
let env: NodeJS.ProcessEnv;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-open-'));
  await mkdir(join(folder, 'bin'));
  env = { PATH: join(folder, 'bin'), DISPLAY: ':99' };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A program that notes what it was given, then does what the script says. */
async function program(name: string, script: string): Promise<string> {
  const path = join(folder, 'bin', name);
  const note = `printf '%s\\n' "$@" > '${join(folder, name)}.args'`;
  await writeFile(path, `#!/bin/sh\n${note}\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

const given = async (name: string) =>
  (await readFile(join(folder, `${name}.args`), 'utf8')).trim().split('\n');
const open = () => openLink(url, { profileDir: join(folder, 'window'), platform: 'linux', env });

test('as a window of its own, with its own profile, until it is closed', async () => {
  await program('chromium', 'exec /bin/sleep 60');
  const opened = await open();
  if (opened.as !== 'window') return expect.fail(`opened as ${opened.as}`);
  expect(await given('chromium')).toEqual([
    `--app=${url}`,
    `--user-data-dir=${join(folder, 'window')}`,
    '--no-first-run',
    '--no-default-browser-check',
  ]);
  opened.close();
  await opened.closed;
});

test('as a tab when no window comes, as nothing when nothing shows a page', async () => {
  expect(await open()).toEqual({ as: 'nothing' });
  await program('google-chrome', 'exit 1');
  await program('xdg-open', 'exit 0');
  expect(await open()).toEqual({ as: 'tab' });
  expect(await given('google-chrome')).toContain(`--app=${url}`);
  expect(await given('xdg-open')).toEqual([url]);
  await program('google-chrome', 'exit 0');
  expect(await open()).toEqual({ as: 'tab' });
});

test('without a display nothing is started', async () => {
  const path = await program('chromium', 'exec /bin/sleep 60');
  env = { PATH: env.PATH };
  expect(findAppBrowser('linux', env)).toBe(path);
  expect(await open()).toEqual({ as: 'nothing' });
  await expect(given('chromium')).rejects.toThrow();
});
