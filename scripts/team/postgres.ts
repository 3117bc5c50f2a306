import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { freePort } from './freePort.ts';

export interface RunningServer {
  url: string;
  stop(): Promise<void>;
}

const startMs = 60_000;

/** A Postgres of its own on loopback, gone with its data when it is stopped. */
export async function startPostgres(install: string): Promise<RunningServer> {
  const data = await mkdtemp(join(tmpdir(), 'trendroom-postgres-'));
  await chmod(data, 0o700);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) call('chown', ['-R', 'nobody', data]);
  // Postgres refuses to run as root.
  const asUser = (name: string, args: string[]): [string, string[]] => {
    const program = join(install, 'bin', name);
    return isRoot ? ['runuser', ['-u', 'nobody', '--', program, ...args]] : [program, args];
  };
  call(
    ...asUser('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']),
  );
  const port = await freePort();
  const options = [
    ...['-D', data, '-p', `${port}`, '-k', data, '-c', 'listen_addresses=127.0.0.1'],
    ...['-c', 'maintenance_work_mem=512MB', '-c', 'fsync=on'],
  ];
  const [program, args] = asUser('postgres', options);
  const child = spawn(program, args, { stdio: 'ignore' });
  const ready = Date.now() + startMs;
  const [ask, asking] = asUser('pg_isready', ['-h', '127.0.0.1', '-p', `${port}`]);
  while (spawnSync(ask, asking, { stdio: 'ignore' }).status !== 0) {
    if (Date.now() > ready || child.exitCode !== null) throw new Error('Postgres did not start.');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const [stopper, stopping] = asUser('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
      const ended = once(child, 'exit');
      spawnSync(stopper, stopping, { stdio: 'ignore' });
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}

function call(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}
