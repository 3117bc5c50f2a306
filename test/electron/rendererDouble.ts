import { EventEmitter } from 'node:events';
import { runInNewContext } from 'node:vm';
import type { MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../../src/contract/index.ts';
import { preloadCode } from './preloadCode.ts';

/** One document of a window: what it was answered, and the port that its preload handed over. */
export class RendererDouble {
  readonly url: string;
  readonly response: Response;
  readonly html: string;
  /** Every port that reached the page's own world, and why it came. */
  readonly ports: MessagePort[] = [];
  readonly causes: unknown[] = [];
  /** Resolves with the first of them. */
  readonly port: Promise<MessagePort>;
  readonly #ipc = new EventEmitter();
  #gotPort: (port: MessagePort) => void = () => {};

  constructor(document: { url: string; response: Response; html: string }) {
    this.url = document.url;
    this.response = document.response;
    this.html = document.html;
    this.port = new Promise((resolve) => {
      this.#gotPort = resolve;
    });
  }

  receivePorts(cause: unknown, ports: MessagePort[]): void {
    this.#ipc.emit('trendroom-port', { ports }, cause);
  }

  /** Runs the real preload script in a world that has nothing but what a sandboxed one has. */
  async runPreload(path: string, connect: () => void): Promise<void> {
    const code = await preloadCode(path);
    const page = new EventTarget();
    const origin = 'trendroom://app';
    const window = {
      origin,
      addEventListener: page.addEventListener.bind(page),
      postMessage: (
        { name, cause }: { name: string; cause: unknown },
        target: string,
        ports: MessagePort[],
      ) => {
        const [port] = ports;
        if (name !== 'trendroom-port' || target !== origin || port === undefined) return;
        this.causes.push(cause);
        this.ports.push(port);
        this.#gotPort(port);
      },
    };
    const ipcRenderer = {
      on: this.#ipc.on.bind(this.#ipc),
      send: (channel: string) => {
        if (channel === 'trendroom-connect') connect();
      },
    };
    const require = (name: string): unknown => (name === 'electron' ? { ipcRenderer } : undefined);
    runInNewContext(code, { window, require, module: { exports: {} }, exports: {} });
    page.dispatchEvent(new Event('DOMContentLoaded'));
  }

  /** The contract over this document's port, as the page's own client speaks it. */
  async client(given?: MessagePort): Promise<ContractRouterClient<typeof contract>> {
    const port = given ?? (await this.port);
    port.start();
    return createORPCClient(new RPCLink({ port }));
  }
}
