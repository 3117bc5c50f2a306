import type { ChildProcess, ChildProcesses, LinkPort } from '../../core/host/index.ts';
import type { HostPeer } from './serveCore.ts';

/**
 * Children that the host starts: Electron's main alone can. Messages go over a port of their own,
 * past the host; what is sent before it is there waits.
 */
export class RemoteChildren {
  readonly #children = new Map<number, RemoteChild>();
  #lastChild = 0;

  /** For the host that has this peer; children of an earlier one are gone with it. */
  through(peer: HostPeer): ChildProcesses {
    return {
      start: (worker) => {
        this.#lastChild += 1;
        const id = this.#lastChild;
        const child = new RemoteChild(() => peer.tell('killChild', id));
        this.#children.set(id, child);
        peer.call('startChild', { child: id, worker }).then(
          (pid) => child.begun(pid),
          (error: unknown) => this.exited(id, String(error)),
        );
        return child;
      },
    };
  }

  attach(id: number, port: LinkPort): void {
    this.#children.get(id)?.attach(port);
  }

  exited(id: number, reason: string): void {
    const child = this.#children.get(id);
    this.#children.delete(id);
    child?.exited(reason);
  }
}

class RemoteChild implements ChildProcess {
  pid: number | undefined;
  readonly #kill: () => void;
  readonly #onMessages: ((message: unknown) => void)[] = [];
  readonly #onExits: ((reason: string) => void)[] = [];
  #waiting: unknown[] = [];
  #port: LinkPort | undefined;

  constructor(kill: () => void) {
    this.#kill = kill;
  }

  send(message: unknown): void {
    if (this.#port === undefined) this.#waiting.push(message);
    else this.#port.postMessage(message);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#onMessages.push(listener);
  }

  onExit(listener: (reason: string) => void): void {
    this.#onExits.push(listener);
  }

  kill(): void {
    this.#kill();
  }

  begun(pid: number | undefined): void {
    this.pid = pid;
  }

  attach(port: LinkPort): void {
    this.#port = port;
    port.on('message', (event) => {
      for (const listener of this.#onMessages) listener(event?.data);
    });
    port.start();
    for (const message of this.#waiting) port.postMessage(message);
    this.#waiting = [];
  }

  exited(reason: string): void {
    this.pid = undefined;
    this.#port?.close();
    for (const listener of this.#onExits) listener(reason);
  }
}
