import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
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
 * Opens a link as a window of its own, else as a tab of the default browser. The link goes to
 * the program as one argument, never through a shell.
 */
export async function openLink(url: string, options: OpenOptions): Promise<Opened> {
  const { profileDir, platform = process.platform, env = process.env } = options;
  if (!hasDisplay(platform, env)) return { as: 'nothing' };
  const browser = findAppBrowser(platform, env);
  if (browser !== undefined) {
    mkdirSync(profileDir, { recursive: true });
    const window = spawn(browser, appArguments(url, profileDir), { env, stdio: 'ignore' });
    const closed = new Promise<void>((resolve) => window.once('exit', () => resolve()));
    const state = await settled(window);
    if (state === 'running') return { as: 'window', closed, close: () => void window.kill() };
    if (state === 'handed over') return { as: 'tab' };
  }
  const [program = '', ...args] = defaultBrowser(platform, url);
  // Ctrl-C here must not reach a browser of the user's that this begins.
  const tab = spawn(program, args, { env, stdio: 'ignore', detached: true });
  return (await settled(tab)) === 'failed' ? { as: 'nothing' } : { as: 'tab' };
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
