import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findAppBrowser } from './findAppBrowser.ts';
import { openLink } from './openLink.ts';

const url = "http://127.0.0.1:1/#token=a'b;$(touch x)</script>";
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
/** What the file says that a program was given in place of the link. */
async function pageOf(link = ''): Promise<{ mode: number; page: string }> {
  const path = fileURLToPath(link.replace(/^--app=/, ''));
  return { mode: (await stat(path)).mode & 0o777, page: await readFile(path, 'utf8') };
}
const leading = {
  mode: 0o600,
  page: expect.stringContaining(
    `location.replace("http://127.0.0.1:1/#token=a'b;$(touch x)\\u003c/script>")</script>`,
  ),
};

const open = () => openLink(url, { profileDir: join(folder, 'window'), platform: 'linux', env });

test('as a window of its own, with its own profile, until it is closed', async () => {
  await program('chromium', 'exec /bin/sleep 60');
  const opened = await open();
  if (opened.as !== 'window') return expect.fail(`opened as ${opened.as}`);
  const [link, ...others] = await given('chromium');
  // Every user of the machine can read it.
  expect(link).not.toContain('token');
  expect(await pageOf(link)).toEqual(leading);
  expect(others).toEqual([
    `--user-data-dir=${join(folder, 'window')}`,
    '--no-first-run',
    '--no-default-browser-check',
  ]);
  opened.close();
  await opened.closed;
  await expect(pageOf(link)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('as a tab when no window comes, as nothing when nothing shows a page', async () => {
  expect(await open()).toEqual({ as: 'nothing' });
  await program('google-chrome', 'exit 1');
  await program('xdg-open', 'exit 0');
  expect(await open()).toEqual({ as: 'tab' });
  expect((await given('google-chrome')).join(' ')).not.toContain('token');
  const [link = ''] = await given('xdg-open');
  expect(await pageOf(link)).toEqual(leading);
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
