import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { MessagePortDouble } from './messageChannelDouble.ts';

const bootstrap = fileURLToPath(new URL('./utilityBootstrap.mjs', import.meta.url));

/** Each process that was started, so that a test can kill it or look at its file. */
export const started: { file: string; serviceName: string; pid: number | undefined }[] = [];

/** The bundle has a worker beside main's index.js; the source has it in its own room. */
function workerFile(file: string): string {
  return existsSync(file) ? file : file.replace(/\/main\/(\w+)\.js$/, '/processes/$1.ts');
}

/** A real child process in which `process.parentPort` stands where a utility process has it. */
export function forkUtility(
  file: string,
  args: string[],
  options: { serviceName: string; env: Record<string, string> },
): EventEmitter {
  const path = workerFile(file);
  const child = fork(bootstrap, [path, ...args], {
    env: options.env,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'],
  });
  started.push({ file, serviceName: options.serviceName, pid: child.pid });
  const send = (message: object): void => {
    if (child.connected) child.send(message, () => {});
  };
  // A port cannot cross to another Node process: its messages are passed on.
  const relayed = new Map<number, MessagePortDouble>();
  const relay = (port: MessagePortDouble): number => {
    const id = relayed.size + 1;
    relayed.set(id, port);
    port.raw.on('message', (data: unknown) => send({ port: id, data }));
    port.raw.on('close', () => send({ port: id }));
    return id;
  };
  const handle = Object.assign(new EventEmitter(), {
    pid: child.pid as number | undefined,
    stderr: child.stderr,
    postMessage: (message: unknown, ports: MessagePortDouble[] = []) => {
      send({ message, ports: ports.map(relay) });
    },
    kill: () => child.kill('SIGTERM'),
  });
  child.on('message', (sent: { message?: unknown; port?: number; data?: unknown }) => {
    if (sent.port === undefined) return handle.emit('message', sent.message);
    const port = relayed.get(sent.port)?.raw;
    return 'data' in sent ? port?.postMessage(sent.data) : port?.close();
  });
  child.on('exit', (code, signal) => {
    handle.pid = undefined;
    // The ports of a process close with it.
    for (const port of relayed.values()) port.close();
    // A number always, as Electron gives it; it has no word for signals.
    handle.emit('exit', signal === null ? code : constants.signals[signal]);
  });
  return handle;
}
