import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket as WsSocket } from 'ws';
import { type contract, socketProtocol, tokenProtocol } from '../../src/contract/index.ts';
import { silentLogger } from '../../src/core/base/index.ts';
import { copyTemplateDatabase } from '../../src/core/db/testing/templateDatabase.ts';
import { createSystemKeychain } from '../../src/core/host/index.ts';
import type { CollectorOptions } from '../../src/server/collector.ts';
import type { ConnectionLimits } from '../../src/server/guard/connectionLimits.ts';
import { type RunningServer, startServer } from '../../src/server/index.ts';

export type Client = ContractRouterClient<typeof contract>;

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  port?: number;
}

interface LoopbackOptions {
  port?: number;
  modelsDir?: string;
  restartDelaysMs?: readonly number[];
  limits?: Partial<ConnectionLimits>;
  maxWaitingRequests?: number;
  collector?: CollectorOptions;
  /** The host's own folder when left out: clips and backups of the tests lie there. */
  allowedFolders?: readonly string[];
}

/** The loopback host on a library of its own, and a client that may send any header. */
export class Loopback {
  readonly folder: string;
  readonly library: string;
  server: RunningServer;
  readonly #sockets: { close(): void }[] = [];

  private constructor(folder: string, server: RunningServer) {
    this.folder = folder;
    this.library = join(folder, 'library');
    this.server = server;
  }

  /** Without models, unless a folder of installed ones is given. */
  static async open(options: LoopbackOptions = {}): Promise<Loopback> {
    const folder = await mkdtemp(join(tmpdir(), 'trendroom-loopback-'));
    await mkdir(join(folder, 'page', 'assets'), { recursive: true });
    await writeFile(join(folder, 'page', 'index.html'), '<!doctype html>the page');
    await writeFile(join(folder, 'page', 'assets', 'main-1a2b.js'), 'run()');
    copyTemplateDatabase(join(folder, 'library'));
    return new Loopback(folder, await start(folder, options));
  }

  /** Ends the host and starts another on the same library: a new port and a new token. */
  async restart(options: LoopbackOptions = {}): Promise<void> {
    await this.server.close();
    this.server = await start(this.folder, options);
  }

  get bearer(): Record<string, string> {
    return { authorization: `Bearer ${this.server.token}` };
  }

  /** One request; nothing is added to the headers but the Host of the address. */
  ask(path: string, { method = 'GET', headers, body, port }: Asked = {}): Promise<Answer> {
    const address = { host: '127.0.0.1', port: port ?? this.server.port };
    return new Promise((resolve, reject) => {
      const sent = request({ ...address, path, method, headers, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('latin1').on('data', (part) => {
          text += part;
        });
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /** What the page adds to the addresses of pictures and videos. */
  async mediaPass(): Promise<string> {
    const { text } = await this.ask('/session', { headers: this.bearer });
    return JSON.parse(text).mediaPass;
  }

  /** An open WebSocket, or the status that it was refused with. */
  socket(
    headers: Record<string, string>,
    { path = '/rpc', protocols = [] }: { path?: string; protocols?: string[] } = {},
  ): Promise<WsSocket | number> {
    const address = `ws://127.0.0.1:${this.server.port}${path}`;
    const socket = new WsSocket(address, protocols, { headers });
    this.#sockets.push(socket);
    return new Promise((resolve, reject) => {
      socket.on('open', () => resolve(socket));
      socket.on('unexpected-response', (_request, { statusCode = 0 }) => resolve(statusCode));
      socket.on('error', reject);
    });
  }

  /** A page of its own: the contract's client on a socket of its own. */
  async page(): Promise<{ client: Client; socket: WebSocket }> {
    const protocols = [socketProtocol, tokenProtocol(this.server.token)];
    const socket = new WebSocket(`ws://127.0.0.1:${this.server.port}/rpc`, protocols);
    this.#sockets.push(socket);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error('The socket did not open.')));
    });
    return { client: createORPCClient(new RPCLink({ websocket: socket })), socket };
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.close();
    await this.server.close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

async function start(
  folder: string,
  {
    modelsDir = join(folder, 'models'),
    allowedFolders = [folder],
    ...options
  }: LoopbackOptions = {},
): Promise<RunningServer> {
  const host = {
    libraryDir: join(folder, 'library'),
    modelsDir,
    logger: silentLogger,
    networkAllowed: false,
    // As a terminal of the tests finds them.
    keychain: createSystemKeychain(silentLogger, join(folder, 'trendroom', 'consents')),
  };
  return startServer({ host, allowedFolders, rendererDir: join(folder, 'page'), ...options });
}
