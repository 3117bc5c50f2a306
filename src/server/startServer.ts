import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { hintFor } from '../contract/index.ts';
import { AppError, hasSystemCode } from '../core/base/index.ts';
import type { Host } from '../core/host/index.ts';
import { createAccess } from './access.ts';
import { createRoutes } from './createRoutes.ts';
import { LiveApp } from './liveApp.ts';
import { type Refusal, refuse } from './refuse.ts';
import { RpcSockets } from './rpcSockets.ts';

const address = '127.0.0.1';

export interface ServerOptions {
  host: Host;
  /** 0 or left out: any free one. */
  port?: number;
  /** The built page. */
  rendererDir: string;
}

export interface RunningServer {
  /** The link to open, with the token in its fragment, which browsers never send. */
  url: string;
  port: number;
  token: string;
  /** Stops answering, parks the jobs and closes the library. */
  close(): Promise<void>;
}

/**
 * The loopback host: page, contract and files on 127.0.0.1 for whoever holds the token.
 * Errors: `usage.invalid` when the port is taken, and those of opening a library.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, rendererDir } = options;
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const access = createAccess(port);
  const sockets = new RpcSockets({
    refuse: refuseUpgrade,
    serve: (socket) => void live.running?.rpc.upgrade(socket, { context: {} }),
  });
  const live = openOrStop(
    () => new LiveApp(host, () => sockets.closeAll(1012)),
    () => {
      sockets.stop();
      server.close();
    },
  );
  const routes = createRoutes({
    port,
    access,
    rendererDir,
    files: async (request) => live.running?.app.files(request) ?? notNow(),
    openAi: async (request) => live.running?.app.openAi(request) ?? notNow(),
    api: async (request) => {
      if (live.running === undefined) return inUse();
      const { openApi } = live.running;
      const { response } = await openApi.handle(request, { prefix: '/api', context: {} });
      return response;
    },
  });
  server.on('request', getRequestListener(routes.fetch, { overrideGlobalObjects: false }));
  server.on('upgrade', (request, connection, head) => sockets.upgrade(request, connection, head));

  function refuseUpgrade({ headers, url }: IncomingMessage): Refusal | undefined {
    const { host: name, origin, cookie, authorization } = headers;
    const fetchSite = headers['sec-fetch-site']?.toString();
    const refusal = refuse({ host: name, origin, fetchSite }, port);
    if (refusal !== undefined) return refusal;
    if (url !== '/rpc') return { status: 404, reason: 'There is no such socket.' };
    if (!access.isAllowed({ cookie, authorization })) {
      return { status: 401, reason: 'The token is missing.' };
    }
    return live.running === undefined ? { status: 503, reason: replacing } : undefined;
  }

  return {
    url: `http://${address}:${port}/#token=${access.token}`,
    port,
    token: access.token,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      await sockets.closeAll(1001);
      sockets.stop();
      server.closeAllConnections();
      await closed;
      await live.dispose();
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen({ port, host: address, exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    if (!hasSystemCode(error, 'EADDRINUSE', 'EACCES')) throw error;
    const message = `Port ${port} cannot be used: another program may have it. Choose another.`;
    throw new AppError('usage.invalid', message, { cause: error });
  }
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The server has no port.');
  return bound.port;
}

const replacing = 'The library is being replaced.';
const retrySoon = { 'retry-after': '1' };

/** While a restored library takes its place. */
function notNow(): Response {
  return new Response(`${replacing}\n`, { status: 503, headers: retrySoon });
}

/** The same as an error of the contract. */
function inUse(): Response {
  const code = 'library.inUse';
  const body = { defined: true, code, status: 409, message: replacing };
  return Response.json(
    { ...body, data: { hint: hintFor(code) } },
    { status: 409, headers: retrySoon },
  );
}

function openOrStop<Opened>(open: () => Opened, stop: () => void): Opened {
  try {
    return open();
  } catch (error) {
    stop();
    throw error;
  }
}
