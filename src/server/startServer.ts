import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { collectorPath, type ErrorDto, type KvType, withHint } from '../contract/index.ts';
import { AppError, hasSystemCode, toAppError } from '../core/base/index.ts';
import {
  type CoreOptions,
  CoreSupervisor,
  createFileRoutes,
  createSystemKeychain,
  forkCore,
  type NodeHostOptions,
  nodePaths,
} from '../core/host/index.ts';
import { type CollectorOptions, createCollector, isCollecting } from './collector.ts';
import { createRoutes } from './createRoutes.ts';
import { createAccess } from './guard/access.ts';
import {
  type ConnectionLimits,
  createLimitedServer,
  endWhenSilent,
  usualLimits,
} from './guard/connectionLimits.ts';
import { createMediaPass } from './guard/mediaPass.ts';
import { isOpenAiPath, openAiErrorResponse } from './guard/openAiArea.ts';
import { answerRefusal, type Refusal, refuse } from './guard/refuse.ts';
import { RpcSockets } from './rpc/rpcSockets.ts';

const address = '127.0.0.1';

export interface ServerOptions {
  host: NodeHostOptions;
  /** Absolute folders whose files clients may name. */
  allowedFolders: readonly string[];
  /** 0 or left out: any free one. */
  port?: number;
  /** The built page. */
  rendererDir: string;
  /** See CoreSupervisorOptions. */
  restartDelaysMs?: readonly number[];
  limits?: Partial<ConnectionLimits>;
  /** How many answers of OpenAI's API may wait for the engine; the core's default when left out. */
  maxWaitingRequests?: number | undefined;
  /** How keys and values are kept; as in the settings when left out. */
  engineKvType?: KvType | undefined;
  /** See AppOptions of the core; their paths are absolute. */
  loraAdapters?: CoreOptions['loraAdapters'];
  /** Takes events from pages and programs; left out: from nobody. */
  collector?: CollectorOptions | undefined;
}

export interface RunningServer {
  /** The link to open, with the token in its fragment, which browsers never send. */
  url: string;
  port: number;
  token: string;
  /** The address for events, with its token. */
  collectorUrl: string | undefined;
  /** The process of the core that answers now. */
  readonly corePid: number | undefined;
  /** Resolves when no core can be had; the server then answers 503. */
  failed: Promise<AppError>;
  /** Stops answering, parks the jobs and closes the library. */
  close(): Promise<void>;
}

/**
 * The loopback host: page, contract and files on 127.0.0.1 for whoever holds the token. The core
 * is a process beside it; messages are passed on unread, files are read and written here.
 * Errors: `usage.invalid` when the port is taken, and those of opening a library.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, allowedFolders, rendererDir, restartDelaysMs } = options;
  const { maxWaitingRequests, engineKvType, loraAdapters } = options;
  const limits = { ...usualLimits, ...options.limits };
  const server = createLimitedServer(limits);
  const port = await listen(server, options.port ?? 0);
  const access = createAccess();
  const keychain = host.keychain ?? createSystemKeychain(host.logger);
  const collector = options.collector && (await createCollector(options.collector, keychain));
  let fail = (_error: AppError): void => {};
  const failed = new Promise<AppError>((resolve) => {
    fail = resolve;
  });
  const core = new CoreSupervisor(
    {
      fork: () => forkCore(host.logger),
      keychain,
      logger: () => host.logger,
      ...(restartDelaysMs !== undefined && { restartDelaysMs }),
      user: {
        // What the close codes say is for the page to tell.
        onBreak: (cause) => void sockets.closeAll(1012, cause),
        onBack: () => {},
        onFrame: (connection, data) => sockets.send(connection, data),
        onRefused: async () => undefined,
        onGivenUp: (error) => fail(error),
      },
    },
    {
      paths: nodePaths(host),
      networkAllowed: host.networkAllowed ?? true,
      pathRule: { kind: 'folders', folders: allowedFolders },
      jobs: 'ifFree',
      ...(maxWaitingRequests !== undefined && { maxWaitingRequests }),
      ...(engineKvType !== undefined && { engineKvType }),
      ...(loraAdapters !== undefined && { loraAdapters }),
    },
  );
  const sockets = new RpcSockets({
    maxUnreadBytes: limits.unreadBytes,
    refuse: refuseUpgrade,
    onOpen: (connection) => core.tell('connect', connection),
    onFrame: (connection, data) => core.tell('frame', { connection, data }),
    onClose: (connection) => core.tell('disconnect', connection),
  });
  // Before the library is open: what comes meanwhile is told to wait.
  const routes = createRoutes({
    ...{ port, access, rendererDir, mediaPass: createMediaPass() },
    files: createFileRoutes(core.files),
    openAi: (request) => core.fetch('openAi', request),
    api: (request) => core.fetch('api', request),
    collector,
    collect: (request) => core.fetch('collect', request),
    onError: (error, path) => unavailable(toAppError(error), path),
  });
  const answer = getRequestListener(routes.fetch, { overrideGlobalObjects: false });
  server.on('request', (request, response) => {
    const refusal = refuse(request, port, isCollecting(request, collector));
    if (refusal !== undefined) return answerRefusal(request, response, refusal);
    const { authorization } = request.headers;
    // A video waits while it is paused; without the pass its address answers with a few bytes.
    const hasToken =
      access.isAllowed({ authorization }) || request.url?.startsWith('/media/') === true;
    endWhenSilent(request, response, { silenceMs: limits.silenceMs, hasToken });
    void answer(request, response);
  });
  server.on('upgrade', (request, connection, head) => sockets.upgrade(request, connection, head));

  try {
    await core.open();
  } catch (error) {
    sockets.stop();
    server.close();
    server.closeAllConnections();
    await core.close();
    throw error;
  }

  function refuseUpgrade(request: IncomingMessage): Refusal | undefined {
    const refusal = refuse(request, port);
    if (refusal !== undefined) return refusal;
    if (request.url !== '/rpc') return { status: 404, reason: 'Unknown socket.' };
    const { authorization, 'sec-websocket-protocol': protocols } = request.headers;
    if (!access.isAllowed({ authorization, protocols })) {
      return { status: 401, reason: 'The token is missing.' };
    }
    return core.isOpen ? undefined : { status: 503, reason: 'The library is being opened.' };
  }

  return {
    ...{ url: `http://${address}:${port}/#token=${access.token}`, port, token: access.token },
    collectorUrl: collector && `http://${address}:${port}${collectorPath}?token=${collector.token}`,
    get corePid() {
      return core.pid;
    },
    failed,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      await sockets.closeAll(1001);
      sockets.stop();
      server.closeAllConnections();
      await closed;
      await core.close();
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen({ port, host: address, exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    if (!hasSystemCode(error, 'EADDRINUSE', 'EACCES')) throw error;
    const message = `Port ${port} is not available. Another program may be using it. Choose another port.`;
    throw new AppError('usage.invalid', message, { cause: error });
  }
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The server has no port.');
  return bound.port;
}

/** While there is no core: an error of the contract, also where another one would be answered. */
function unavailable(error: AppError, path: string): Response {
  const { code, message, hint }: ErrorDto = withHint(error);
  if (isOpenAiPath(path)) {
    return openAiErrorResponse({ status: 503, message, code }, { 'retry-after': '1' });
  }
  const body = { defined: true, code, status: 503, message, data: { hint } };
  return Response.json(body, { status: 503, headers: { 'retry-after': '1' } });
}
