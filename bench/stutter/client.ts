import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { terminalCommand } from '../../scripts/programs.mjs';
import {
  type contract,
  socketProtocol,
  tokenProtocol,
  type UploadId,
  uploadIdSchema,
} from '../../src/contract/index.ts';

export type Client = ContractRouterClient<typeof contract>;

const recorder = new URL('./recordLoopDelay.ts', import.meta.url);

export interface Served {
  client: Client;
  /** Sends a file as the page does. */
  upload(name: string, content: string): Promise<UploadId>;
  stop(): Promise<void>;
}

/** The loopback host on a library, in a process of its own, as a page talks to it. */
export async function serve(library: string, folder: string): Promise<Served> {
  const options = ['--library', library, '--json', 'serve', '--allow-folder', folder];
  const child = spawn(process.execPath, [...terminalCommand, ...options], {
    env: {
      ...process.env,
      // What the caller gave stays, so that the programs can be profiled.
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${recorder}?folder=${encodeURIComponent(folder)}`,
      // Its files are counted by library.info.
      TRENDROOM_MODELS: join(folder, 'models'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  const { port, token } = JSON.parse(line) as { port: number; token: string };
  const origin = `http://127.0.0.1:${port}`;
  const address = `${origin.replace('http', 'ws')}/rpc`;
  const socket = new WebSocket(address, [socketProtocol, tokenProtocol(token)]);
  await once(socket, 'open');
  return {
    client: createORPCClient(new RPCLink({ websocket: socket })),
    upload: async (name, body) => {
      const id = uploadIdSchema.parse(randomUUID());
      const headers = { authorization: `Bearer ${token}` };
      const sent = await fetch(`${origin}/uploads/${id}/${name}`, { method: 'PUT', body, headers });
      if (!sent.ok) throw new Error(`${sent.status} ${await sent.text()}`);
      return id;
    },
    stop: () => {
      socket.close();
      return ended(child);
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
