import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { terminalCommand } from '../../../scripts/programs.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const linkSchema = z.object({ url: z.url(), port: z.number(), token: z.string() });

export interface RunningHost {
  /** The link with its token. */
  url: string;
  /** `http://127.0.0.1:PORT` */
  origin: string;
  port: number;
  token: string;
  pid: number;
  /** As Ctrl-C does; resolves with the exit code. */
  stop(): Promise<number | null>;
}

export interface HostOptions {
  library: string;
  /** The same port again after a restart; a free one when left out. */
  port?: number;
  env?: Record<string, string>;
  /** Where relative paths begin; the project when left out. */
  cwd?: string;
  args?: readonly string[];
  /** Folders whose files the page may name. */
  allowedFolders?: readonly string[];
}

/** `trendroom serve` in a process of its own, as a user runs it. */
export async function runHost(options: HostOptions): Promise<RunningHost> {
  const { library, port = 0, env = {}, args = [], allowedFolders = [], cwd = root } = options;
  const allowed = allowedFolders.flatMap((folder) => ['--allow-folder', folder]);
  const child = spawn(
    process.execPath,
    [
      ...[...terminalCommand, '--library', library, '--json', ...args],
      ...['serve', '--port', `${port}`, ...allowed],
    ],
    { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const { url, token, port: listening } = await linkOf(child);
  return {
    url,
    token,
    port: listening,
    origin: `http://127.0.0.1:${listening}`,
    pid: child.pid ?? 0,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exit = once(child, 'exit');
      child.kill('SIGINT');
      await exit;
      return child.exitCode;
    },
  };
}

async function linkOf(child: ChildProcess): Promise<z.infer<typeof linkSchema>> {
  if (child.stdout === null) throw new Error('The host has no output.');
  let words = '';
  child.stderr?.on('data', (data) => {
    words += data;
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const link = linkSchema.safeParse(JSON.parse(line));
    if (link.success) return link.data;
    throw new Error(`The host could not start: ${line}`);
  }
  throw new Error(`The host ended before it printed its link. ${words}`);
}
