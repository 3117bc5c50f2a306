import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../../../contract/index.ts';
import {
  AppError,
  pathBelow,
  privateFolder,
  readInputFile,
  toAppError,
} from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import { childEnvironment, type NetworkGate } from '../../../host/index.ts';
import { openGuardProxy } from '../safety/guardProxy.ts';
import { refuseNumbers } from '../safety/refuseNumbers.ts';
import type { IsRefused } from '../safety/resolvePublic.ts';
import type { LinkTools } from '../tool/linkTool.ts';
import { hasUsersProxy } from './hasUsersProxy.ts';
import { runYtDlp } from './runYtDlp.ts';
import { ytDlpArguments } from './ytDlpArguments.ts';

/** What every run of yt-dlp needs. */
export interface LinkRunner {
  library: Library;
  linkTools: LinkTools;
  /** As they are now, those that grant something as far as the user set them here. */
  settings(): Settings | Promise<Settings>;
  /** Errors: `network.notAllowed`. */
  requireNetwork(): void;
  network: NetworkGate;
  /** Addresses that links may not lead to, unless the settings allow them; for tests. */
  isRefused?: IsRefused;
  /** Silence of yt-dlp after which a run is given up. */
  stallMs?: number;
}

export interface LinkRun {
  /** Where the run leaves files; a passing folder of its own when left out. */
  folder?: string;
  /** The address that is asked; left out when a file of the folder says it. */
  url?: string;
  /** What the run is for, after the arguments that all runs share. */
  args: readonly string[];
  signal: AbortSignal;
  onLine?(line: string): void;
}

const cookiesName = 'cookies.txt';
/** All of a browser's are some hundred kilobytes. */
const maxCookiesBytes = 20_000_000;

/** Of shorter cookies, such as `1` and `yes`, nothing is secret. */
const minSecretCharacters = 8;

/** Longer than yt-dlp's own patience with a connection, three times over. */
const defaultStallMs = 90_000;

/**
 * One run of yt-dlp with the user's settings, guarded against private addresses.
 * Errors: `network.notAllowed`, `link.toolMissing`, `link.privateAddress`, those of runYtDlp.
 */
export async function runLink(runner: LinkRunner, run: LinkRun): Promise<string> {
  const { library, linkTools, settings, stallMs = defaultStallMs } = runner;
  const { args, signal, onLine } = run;
  runner.requireNetwork();
  const command = await linkTools.require(signal);
  const { cookiesFile, allowPrivateAddresses } = await settings();
  const work = pathBelow(library.directory, 'work');
  await mkdir(run.folder ?? work, privateFolder);
  // yt-dlp writes for everyone on the machine, cookies too.
  if (run.folder !== undefined) await chmod(run.folder, 0o700);
  const folder = run.folder ?? (await mkdtemp(join(work, 'link-')));
  // Through a proxy of the user's own nobody here sees where a name leads. Ours is used also when
  // every address is allowed: it ends with this process, and with it a download left by a crash.
  if (run.url !== undefined && !allowPrivateAddresses) refuseNumbers(run.url, runner.isRefused);
  const isRefused = allowPrivateAddresses ? () => false : runner.isRefused;
  const guard = hasUsersProxy() ? undefined : await openGuardProxy(isRefused);
  const cookies = pathBelow(folder, cookiesName);
  try {
    const secrets = cookiesFile === '' ? [] : await copyCookies(cookiesFile, cookies);
    const shared = ytDlpArguments({
      cookiesFile: cookiesFile === '' ? undefined : cookies,
      // Electron's own program is no Node.
      jsRuntime: process.versions.electron === undefined ? process.execPath : undefined,
    });
    const asked = {
      command,
      args: [...shared, ...args, ...(run.url === undefined ? [] : ['--', run.url])],
      folder,
      environment: childEnvironment(guard === undefined ? 'proxiedTool' : 'tool', {
        ...{ TMPDIR: folder, TEMP: folder, TMP: folder, PYTHONUTF8: '1' },
        ...(guard === undefined ? {} : through(guard.url)),
      }),
      ...{ stallMs, secrets },
      ...(onLine === undefined ? {} : { onLine }),
    };
    return await runner.network.pass((during) => runYtDlp({ ...asked, signal: during }), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw guard?.refused() ?? error;
  } finally {
    guard?.close();
    await rm(cookies, { force: true });
    if (run.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** Not as an argument: the proxy's password would be in it, for every user of the machine to read. */
function through(proxy: string): Record<string, string> {
  return { http_proxy: proxy, https_proxy: proxy, all_proxy: proxy };
}

/**
 * yt-dlp writes the cookies that it was given back with those of the site: into a copy. Returns their
 * values.
 */
async function copyCookies(from: string, to: string): Promise<string[]> {
  try {
    const { bytes } = await readInputFile(from, { maxBytes: maxCookiesBytes });
    await writeFile(to, bytes, { mode: 0o600 });
    const values = bytes
      .toString('utf8')
      .split(/\r?\n/)
      .map((line) => line.split('\t')[6] ?? '');
    return values.filter(({ length }) => length >= minSecretCharacters);
  } catch (error) {
    const message = `The cookies file cannot be read: ${from}`;
    throw new AppError(toAppError(error).code, message, { cause: error });
  }
}
