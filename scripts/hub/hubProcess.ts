import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const hubFolder = join(root, 'hub');
const sources = [hubFolder, join(root, 'src/contract/hub')];
const nextProgram = createRequire(join(hubFolder, 'package.json')).resolve('next/dist/bin/next');
const startMs = 60_000;

/** Builds the hub where a source is newer than the last build. Errors: the build failed. */
export async function buildHub(): Promise<void> {
  const built = join(hubFolder, '.next/BUILD_ID');
  const builtAtMs = existsSync(built) ? (await stat(built)).mtimeMs : 0;
  const newest = Math.max(...(await Promise.all(sources.map(newestMs))));
  if (newest < builtAtMs) return;
  const child = spawn(process.execPath, [nextProgram, 'build'], {
    ...{ cwd: hubFolder, env: environment({}), stdio: ['ignore', 'ignore', 'inherit'] },
  });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0) throw new Error('next build failed; its words are above.');
}

export interface RunningHub {
  origin: string;
  secret: string;
  process: ChildProcess;
  stop(): Promise<void>;
}

/**
 * Starts the built hub on 127.0.0.1, with its key in `folder`, and its database, too, unless
 * `databaseUrl` names a Postgres.
 */
export async function startHub(options: {
  folder: string;
  port: number;
  databaseUrl?: string;
  /** Between two rounds of its monitor. */
  monitorSeconds?: number;
  /** Origins of push services beside those of browsers. */
  pushOrigins?: readonly string[];
}): Promise<RunningHub> {
  const { folder, port, databaseUrl, monitorSeconds, pushOrigins = [] } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const secret = await keyIn(folder);
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    [nextProgram, 'start', '--hostname', '127.0.0.1', '--port', `${port}`],
    {
      cwd: hubFolder,
      env: environment({
        ...{ HUB_FOLDER: join(folder, 'database'), HUB_SECRET: secret, HUB_ORIGIN: origin },
        HUB_PUSH_ORIGINS: pushOrigins.join(' '),
        ...(monitorSeconds !== undefined && { HUB_MONITOR_SECONDS: `${monitorSeconds}` }),
        ...(databaseUrl !== undefined && { HUB_DATABASE_URL: databaseUrl }),
      }),
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const deadlineMs = Date.now() + startMs;
  while (!(await answers(origin))) {
    if (child.exitCode !== null) throw new Error('The hub did not start; its words are above.');
    if (Date.now() > deadlineMs) throw new Error('The hub does not answer.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const stop = (): Promise<void> => {
    child.kill('SIGTERM');
    return ended;
  };
  return { origin, secret, process: child, stop };
}

/** The key that desks publish with: made once, for this user's eyes. */
async function keyIn(folder: string): Promise<string> {
  const file = keyFile(folder);
  if (!existsSync(file)) await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return (await readFile(file, 'utf8')).trim();
}

export function keyFile(folder: string): string {
  return join(folder, 'key');
}

function environment(own: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...own };
}

async function answers(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/robots.txt`)).ok;
  } catch {
    return false;
  }
}

async function newestMs(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true });
  const times = entries
    .filter(
      ({ name }) => !['.next', 'node_modules', 'next-env.d.ts', 'tsconfig.json'].includes(name),
    )
    .map(async (entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? newestMs(path) : (await stat(path)).mtimeMs;
    });
  return Math.max(0, ...(await Promise.all(times)));
}
