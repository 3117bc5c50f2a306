import { fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type Logger, processFile, programRoot, systemClock } from '../base/index.ts';
import { childEnvironment } from './children/childEnvironment.ts';
import {
  type ChildProcess,
  type ChildProcesses,
  coreEnvironment,
  workerEnvironment,
  yieldToPeople,
} from './children/children.ts';
import { logExit } from './children/logExit.ts';
import { confinedFork } from './confinement/confinedFork.ts';
import type { Host, HostPaths } from './host.ts';
import { anyPath } from './paths/clientPaths.ts';
import type { Keychain } from './secrets/keychain.ts';
import { librarySecrets } from './secrets/librarySecrets.ts';
import type { Secrets } from './secrets/secrets.ts';
import { createSystemKeychain } from './secrets/systemKeychain.ts';

export interface NodeHostOptions {
  libraryDir: string;
  modelsDir: string;
  logger: Logger;
  networkAllowed?: boolean;
  /** Left out: the system's. */
  keychain?: Keychain;
  /** For tests: left out, the library's part of the keychain. */
  secrets?: Secrets;
}

/** The host of every program that runs under plain Node: terminal, loopback server, tests. */
export function createNodeHost(options: NodeHostOptions): Host {
  const keychain = options.keychain ?? createSystemKeychain(options.logger);
  return {
    paths: nodePaths(options),
    // Of a host with clients that are no person at a terminal, the core's process sets its own.
    clientPaths: anyPath,
    children: nodeChildren(options.logger),
    secrets: options.secrets ?? librarySecrets(keychain, options.libraryDir),
    logger: options.logger,
    clock: systemClock,
    networkAllowed: options.networkAllowed ?? true,
  };
}

/** The folders of a host that runs under plain Node. */
export function nodePaths({
  libraryDir,
  modelsDir,
}: Pick<NodeHostOptions, 'libraryDir' | 'modelsDir'>): HostPaths {
  return {
    library: libraryDir,
    models: modelsDir,
    resources: join(programRoot, 'resources'),
    temporary: join(tmpdir(), 'trendroom'),
  };
}

/** The core in a process of its own. Keys come to it as messages. */
export function forkCore(logger: Logger): ChildProcess {
  const { child, stderr } = forkChild(processFile('core'), {
    environment: childEnvironment('core', coreEnvironment),
  });
  return logExit(child, { worker: 'core', logger, stderr });
}

function nodeChildren(logger: Logger): ChildProcesses {
  return {
    start: (worker, access) => {
      const confined = confinedFork(worker, access);
      const { child, stderr } = forkChild(processFile(worker), {
        environment: childEnvironment('worker', {
          ...workerEnvironment(worker),
          ...confined.environment,
        }),
        nodeArguments: confined.nodeArguments,
      });
      yieldToPeople(worker, child.pid);
      return logExit(child, { worker, logger, stderr });
    },
  };
}

/** A Node child process that runs one file and speaks the worker protocol. */
export function forkChild(
  file: string,
  {
    environment,
    nodeArguments = [],
  }: { environment: NodeJS.ProcessEnv; nodeArguments?: readonly string[] },
): { child: ChildProcess; stderr: Readable | null } {
  const child = fork(file, {
    env: environment,
    serialization: 'advanced',
    // The native libraries print to stdout; the terminal's stdout carries JSON only.
    stdio: ['ignore', 'ignore', process.env.TRENDROOM_DEBUG ? 'inherit' : 'pipe', 'ipc'],
    execArgv: [
      ...['--experimental-strip-types', '--disable-warning=ExperimentalWarning'],
      ...nodeArguments,
    ],
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
