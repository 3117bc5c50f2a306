import { fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Logger, systemClock } from '../base/index.ts';
import {
  type ChildProcess,
  type ChildProcesses,
  type WorkerName,
  workerEnvironment,
} from './children.ts';
import type { Host } from './host.ts';
import { createKeychainSecrets } from './keychainSecrets.ts';
import { logExit } from './logExit.ts';
import type { Secrets } from './secrets.ts';

const sourceRoot = fileURLToPath(new URL('../..', import.meta.url));

export interface NodeHostOptions {
  libraryDir: string;
  modelsDir: string;
  logger: Logger;
  networkAllowed?: boolean;
  /** Left out: the system's keychain. */
  secrets?: Secrets;
}

/** The host of every program that runs under plain Node: terminal, loopback server, tests. */
export function createNodeHost(options: NodeHostOptions): Host {
  return {
    paths: {
      library: options.libraryDir,
      models: options.modelsDir,
      resources: join(sourceRoot, '..', 'resources'),
      temporary: join(tmpdir(), 'trendroom'),
    },
    children: nodeChildren(options.logger),
    startCourier: () => forkChild(workerFile('courier'), { outlives: true }).child,
    secrets: options.secrets ?? createKeychainSecrets(options.logger),
    logger: options.logger,
    clock: systemClock,
    networkAllowed: options.networkAllowed ?? true,
  };
}

function nodeChildren(logger: Logger): ChildProcesses {
  return {
    start: (worker: WorkerName) => {
      const environment = workerEnvironment(worker);
      const { child, stderr } = forkChild(workerFile(worker), { environment });
      return logExit(child, { worker, logger, stderr });
    },
  };
}

function workerFile(name: WorkerName | 'courier'): string {
  return join(sourceRoot, 'processes', `${name}.ts`);
}

export interface ForkOptions {
  environment?: Record<string, string>;
  /**
   * It is in a session of its own, so that what ends this process and its group leaves it, has no
   * pipe to this process but the messages', and none of the keys that the environment may hold.
   */
  outlives?: boolean;
}

/** A Node child process that runs one TypeScript file and speaks the worker protocol. */
export function forkChild(
  file: string,
  { environment = {}, outlives = false }: ForkOptions = {},
): { child: ChildProcess; stderr: Readable | null } {
  const debug = process.env.TRENDROOM_DEBUG ? 'inherit' : 'pipe';
  const child = fork(file, {
    env: { ...(outlives ? withoutSecrets(process.env) : process.env), ...environment },
    serialization: 'advanced',
    // The native libraries print to stdout; the terminal's stdout carries JSON only.
    stdio: ['ignore', 'ignore', outlives ? 'ignore' : debug, 'ipc'],
    execArgv: ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'],
    ...(outlives && { detached: true, windowsHide: true }),
  });
  const handle: ChildProcess = {
    pid: child.pid,
    send: (message) => {
      // A send to a process that is ending fails; its exit is what the caller hears of.
      if (child.connected) child.send(message as never, () => {});
    },
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => {
      let told = false;
      const tell = (reason: string): void => {
        if (!told) listener(reason);
        told = true;
      };
      child.on('exit', (code, signal) => tell(signal ? `signal ${signal}` : `exit code ${code}`));
      child.on('error', (error) => tell(error.message));
    },
    kill: () => child.kill('SIGKILL'),
  };
  return { child: handle, stderr: child.stderr };
}

/** Those of `createKeychainSecrets`. */
function withoutSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('TRENDROOM_SECRET_')),
  );
}
