import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Recording {
  code: number | null;
  /** What strace wrote, of the program and of all that it started. */
  log: string;
}

/** Runs a program under strace and gives what it asked of the network. Its output is printed. */
export async function record(
  [program = '', ...programArguments]: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<Recording> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-egress-'));
  const file = join(folder, 'calls.log');
  try {
    const child = spawn(
      'strace',
      [
        // Only the calls that are asked for stop the program: it is almost as fast as without.
        ...['-f', '-qq', '--seccomp-bpf', '-e', 'signal=none', '-o', file],
        ...['-e', 'trace=socket,connect,sendto,sendmsg,sendmmsg', program, ...programArguments],
      ],
      { stdio: ['ignore', 'inherit', 'inherit'], env: environment },
    );
    const [code] = await once(child, 'exit');
    return { code: typeof code === 'number' ? code : null, log: await readFile(file, 'utf8') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
