/** A helper process that does what it is told and says how that went: see confinement.processes.test. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import koffi from 'koffi';
import type { Call } from '../../children/protocol.ts';
import { serveWorker } from '../../children/serveWorker.ts';

export type TryingCalls = {
  /** Undefined when it was done, else the error's code. */
  try: Call<{ what: Attempt; path?: string; port?: number }, string | undefined>;
  double: Call<Float32Array, Float32Array>;
};

export type Attempt =
  | 'read'
  | 'readNatively'
  | 'list'
  | 'write'
  | 'run'
  | 'connect'
  | 'connectLocal'
  | 'listen'
  | 'signal'
  | 'ioUring';

const c = koffi.load(null);
const open = c.func('int open(const char *path, int flags, ...)');
const call = c.func('long syscall(long number, long, long, long, long, long, long)');

serveWorker<TryingCalls>({
  double: async (values) => values.map((value) => value * 2),
  try: async (attempt) => {
    try {
      await carryOut(attempt);
      return undefined;
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : String(error);
    }
  },
});

async function carryOut({ what, path = '', port = 0 }: TryingCalls['try']['input']): Promise<void> {
  switch (what) {
    case 'read':
      readFileSync(path);
      return;
    case 'readNatively':
      // As a library does it, past Node and its checks.
      return natively(open(path, 0));
    case 'list':
      readdirSync(path);
      return;
    case 'write':
      return writeFileSync(path, 'written');
    case 'run':
      execFileSync(path, { stdio: 'ignore' });
      return;
    case 'connect':
      return opened(connect(port, '127.0.0.1'), 'connect');
    case 'connectLocal':
      return opened(connect(path), 'connect');
    case 'listen':
      return opened(createServer().listen(0, '127.0.0.1'), 'listening');
    case 'signal':
      process.kill(process.ppid, 0);
      return;
    case 'ioUring':
      return natively(call(425, 1, 0, 0, 0, 0, 0));
    default:
      what satisfies never;
  }
}

function natively(result: number): void {
  if (result >= 0) return;
  throw Object.assign(new Error('refused'), { code: `errno ${koffi.errno()}` });
}

function opened(socket: NodeJS.EventEmitter, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve());
    socket.once('error', reject);
  });
}
