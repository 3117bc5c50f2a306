import { join } from 'node:path';
import {
  MessageChannelMain,
  type MessagePortMain,
  type UtilityProcess,
  utilityProcess,
} from 'electron';
import type { Logger } from '../core/base/index.ts';
import {
  type ChildProcess,
  childEnvironment,
  coreEnvironment,
  logExit,
  type WorkerName,
  workerEnvironment,
  yieldToPeople,
} from '../core/host/index.ts';

/**
 * The core's process, and its children, which this process alone can start. The core talks to
 * them over ports of their own; nothing of it passes through here.
 */
export class UtilityProcesses {
  readonly #logger: () => Logger;
  readonly #children = new Map<number, ChildProcess>();
  #core: UtilityProcess | undefined;

  constructor(logger: () => Logger) {
    this.#logger = logger;
  }

  forkCore(): ChildProcess {
    const core = fork('core', childEnvironment('core', coreEnvironment));
    this.#core = core;
    core.once('exit', () => {
      if (this.#core === core) this.#core = undefined;
      // Whom they work for is gone.
      for (const child of this.#children.values()) child.kill();
      this.#children.clear();
    });
    return this.#logged(core, 'core');
  }

  /** Gives the core a page's port. */
  connectPage(connection: number, port: MessagePortMain): void {
    this.#core?.postMessage([{ type: 'news', name: 'connect', input: connection }], [port]);
  }

  /** Starts a child of the core and connects both. Gives its process id. */
  startChild(id: number, worker: WorkerName): Promise<number | undefined> {
    const core = this.#core;
    const utility = fork(worker, childEnvironment('worker', workerEnvironment(worker)));
    utility.once('spawn', () => yieldToPeople(worker, utility.pid));
    const child = this.#logged(utility, worker);
    this.#children.set(id, child);
    const { port1, port2 } = new MessageChannelMain();
    utility.postMessage(null, [port1]);
    core?.postMessage([{ type: 'news', name: 'childPort', input: id }], [port2]);
    child.onExit((reason) => {
      if (this.#children.get(id) === child) this.#children.delete(id);
      // Not the next core, whose child may have the same number.
      if (this.#core !== core) return;
      core?.postMessage([{ type: 'news', name: 'childExited', input: { child: id, reason } }]);
    });
    if (utility.pid !== undefined) return Promise.resolve(utility.pid);
    return new Promise((resolve) => {
      utility.once('spawn', () => resolve(utility.pid));
      child.onExit(() => resolve(undefined));
    });
  }

  killChild(id: number): void {
    this.#children.get(id)?.kill();
  }

  #logged(utility: UtilityProcess, worker: WorkerName | 'core'): ChildProcess {
    const handle: ChildProcess = {
      get pid() {
        return utility.pid;
      },
      send: (message) => utility.postMessage(message),
      onMessage: (listener) => utility.on('message', listener),
      onExit: (listener) => utility.once('exit', (code) => listener(`exit code ${code}`)),
      kill: () => utility.kill(),
    };
    return logExit(handle, { worker, logger: this.#logger(), stderr: utility.stderr });
  }
}

function fork(name: WorkerName | 'core', environment: Record<string, string>): UtilityProcess {
  // Beside this file in the bundle: see electron.vite.config.ts.
  return utilityProcess.fork(join(import.meta.dirname, `${name}.js`), [], {
    env: environment,
    serviceName: `Trendroom ${name}`,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}
