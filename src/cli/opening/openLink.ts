import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { childEnvironment } from '../../core/host/index.ts';
import { findAppBrowser } from './findAppBrowser.ts';

export interface OpenOptions {
  /** The browser's own folder for this window: it shares nothing with the user's browsing. */
  profileDir: string;
  platform?: NodeJS.Platform;
  env?: NodeJS.ProcessEnv;
}

/** How a link was opened. A window can be told when it is gone, and closed. */
export type Opened =
  | { as: 'window'; closed: Promise<void>; close(): void }
  | { as: 'tab' }
  /** No display, or nothing that shows a page. */
  | { as: 'nothing' };

/** A window that is gone sooner was not one: the browser refused, or another took the link. */
const minWindowMs = 5_000;

/**
 * Opens a link as a window of its own, else as a tab of the default browser. Other users of the
 * machine see arguments: the program gets a file of this user's alone that leads to the link, and
 * that is removed soon.
 */
export async function openLink(url: string, options: OpenOptions): Promise<Opened> {
  const { profileDir, platform = process.platform, env = process.env } = options;
  if (!hasDisplay(platform, env)) return { as: 'nothing' };
  const { file, remove } = writeLinkFile(url, profileDir);
  const browser = findAppBrowser(platform, env);
  if (browser !== undefined) {
    const window = spawn(browser, appArguments(file, profileDir), {
      ...{ env: childEnvironment('window', {}, env), stdio: 'ignore' },
    });
    const closed = new Promise<void>((resolve) => window.once('exit', () => resolve()));
    const state = await settled(window);
    const close = (): void => {
      remove();
      window.kill();
    };
    if (state === 'running') return { as: 'window', closed, close };
    if (state === 'handed over') return { as: 'tab' };
  }
  const [program = '', ...args] = defaultBrowser(platform, file);
  // Ctrl-C here must not reach a browser of the user's that this begins.
  const tab = spawn(program, args, {
    ...{ env: childEnvironment('window', {}, env), stdio: 'ignore', detached: true },
  });
  if ((await settled(tab)) !== 'failed') return { as: 'tab' };
  remove();
  return { as: 'nothing' };
}

/** Slow machines take a while to start a browser. */
const linkFileMs = 60_000;
const linkFileName = /^open-[0-9a-f-]{36}\.html$/;

/** A page that leads to the link, for this user alone. Gives its `file:` address. */
function writeLinkFile(url: string, folder: string): { file: string; remove(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  // Of programs that were killed: their links lead nowhere.
  for (const name of readdirSync(folder)) {
    if (linkFileName.test(name)) rmSync(join(folder, name), { force: true });
  }
  const path = join(folder, `open-${randomUUID()}.html`);
  const script = `location.replace(${JSON.stringify(url).replaceAll('<', '\\u003c')})`;
  const page = `<script>${script}</script>`;
  writeFileSync(path, page, { mode: 0o600, flag: 'wx' });
  const remove = (): void => rmSync(path, { force: true });
  setTimeout(remove, linkFileMs).unref();
  return { file: pathToFileURL(path).href, remove };
}

function hasDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

function appArguments(url: string, profileDir: string): string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${profileDir}`,
    '--no-first-run',
    '--no-default-browser-check',
  ];
}

function defaultBrowser(platform: NodeJS.Platform, url: string): string[] {
  switch (platform) {
    case 'darwin':
      return ['open', url];
    case 'win32':
      // `start` belongs to the shell, which would read the link; this does not.
      return ['rundll32', 'url.dll,FileProtocolHandler', url];
    default:
      return ['xdg-open', url];
  }
}

/** What became of a program in its first seconds. It does not keep this process from ending. */
function settled(child: ChildProcess): Promise<'running' | 'handed over' | 'failed'> {
  child.unref();
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('running'), minWindowMs).unref();
    child.once('error', () => {
      clearTimeout(timer);
      resolve('failed');
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? 'handed over' : 'failed');
    });
  });
}
