import type {
  Access,
  ChildProcess,
  ChildProcesses,
  WorkerName,
} from '../../src/core/host/index.ts';

interface Plan {
  worker: WorkerName;
  /** Which call is hit, and which of its kind: 1 is the first. */
  call: string;
  nth: number;
  afterMs: number;
  kills: number;
}

/**
 * Real child processes of which one is killed, as the system kills a process that takes too much
 * memory, while a certain call is at work in it.
 */
export class KillableChildren implements ChildProcesses {
  readonly #children: ChildProcesses;
  #plan: Plan | undefined;
  #seen = 0;
  /** Process ids that were killed, in order. */
  readonly killed: number[] = [];

  constructor(children: ChildProcesses) {
    this.#children = children;
  }

  /** From now on: `kills` times, `afterMs` after the nth such call of a process began. */
  killDuring(worker: WorkerName, call: string, options: Partial<Plan> = {}): void {
    this.#plan = { worker, call, nth: 1, afterMs: 100, kills: 1, ...options };
    this.#seen = 0;
    this.killed.length = 0;
  }

  start(worker: WorkerName, access: Access): ChildProcess {
    const child = this.#children.start(worker, access);
    return {
      get pid() {
        return child.pid;
      },
      onMessage: (listener) => child.onMessage(listener),
      onExit: (listener) => child.onExit(listener),
      kill: () => child.kill(),
      send: (message) => {
        child.send(message);
        if (this.#isHit(worker, message)) this.#killSoon(child);
      },
    };
  }

  #isHit(worker: WorkerName, message: unknown): boolean {
    const plan = this.#plan;
    if (plan === undefined || worker !== plan.worker || this.killed.length >= plan.kills) {
      return false;
    }
    if (typeof message !== 'object' || message === null || !('name' in message)) return false;
    if (message.name !== plan.call) return false;
    this.#seen += 1;
    return this.#seen % plan.nth === 0;
  }

  #killSoon({ pid }: ChildProcess): void {
    setTimeout(() => {
      if (pid === undefined) return;
      this.killed.push(pid);
      process.kill(pid, 'SIGKILL');
    }, this.#plan?.afterMs);
  }
}
