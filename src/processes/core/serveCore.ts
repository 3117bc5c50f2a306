import { setTimeout as sleep } from 'node:timers/promises';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import type { ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { experimental_ZodSmartCoercionPlugin as ZodCoercionPlugin } from '@orpc/zod/zod4';
import { hintFor, isErrorCode } from '../../contract/index.ts';
import { type App, createApp } from '../../core/app.ts';
import { AppError, toAppError } from '../../core/base/index.ts';
import {
  type CoreCalls,
  type CoreNews,
  type CoreOptions,
  type Host,
  type HostCalls,
  type HostNews,
  type Link,
  type LinkPort,
  Peer,
  type RequestArea,
  ServedRequests,
} from '../../core/host/index.ts';
import { leaveBranch } from '../../core/sync/index.ts';
import { ConnectedPages } from './connectedPages.ts';

export type HostPeer = Peer<HostCalls, HostNews, CoreCalls, CoreNews>;

export interface ServeCoreOptions {
  link: Link;
  /** The core's host, made of what the process around it offers. */
  createHost(options: CoreOptions, peer: HostPeer): Promise<Host>;
  /** Of children that the host starts. */
  onChildPort(child: number, port: LinkPort): void;
  onChildExit(child: number, reason: string): void;
}

interface OpenCore {
  app: App;
  host: Host;
  rpc: RPCHandler<Record<never, never>>;
  openApi: OpenAPIHandler<Record<never, never>>;
}

/** Time for the answer that tells of the restore to leave. */
const lastAnswerMs = 200;
/** Time for requests before the library is closed for good, and before another takes its place. */
const drainMs = { close: 500, replace: 5_000 };

/** Opens the library that the host names and answers its pages and requests until it is closed. */
export function serveCore({ link, createHost, onChildPort, onChildExit }: ServeCoreOptions): {
  /** The host of the open library. */
  current(): Host | undefined;
} {
  let core: OpenCore | undefined;
  let options: CoreOptions | undefined;
  const pages = new ConnectedPages((connection, data) => peer.tell('frame', { connection, data }));
  /** Settles when another library has taken the place of the open one, or could not. */
  let replacing: Promise<void> | undefined;
  const requests = new ServedRequests((request, area) => answer(opened(), request, area));
  const peer: HostPeer = new Peer<HostCalls, HostNews, CoreCalls, CoreNews>(
    link,
    {
      open: async (given) => {
        if (given.leaveBranch === true) leaveBranch(given.paths.library);
        options = given;
        core = await open(given);
        return null;
      },
      close: async () => {
        await close('close');
        return null;
      },
      findMedia: async (question) => (await ready()).app.files.findMedia(question),
      uploadFolder: async (id) => (await ready()).app.files.uploadFolder(id),
      fetch: async (request, signal) => {
        await ready();
        return requests.fetch(request, signal);
      },
      nextChunk: (body) => requests.nextChunk(body),
    },
    {
      connect: (connection, [port]) => {
        if (core !== undefined) pages.connect(connection, core.rpc, port);
      },
      frame: ({ connection, data }) => pages.receive(connection, data),
      disconnect: (connection) => pages.disconnect(connection),
      dropBody: (body) => requests.drop(body),
      childPort: (child, [port]) => {
        if (port !== undefined) onChildPort(child, port);
      },
      childExited: ({ child, reason }) => onChildExit(child, reason),
    },
  );

  function opened(): OpenCore {
    if (core !== undefined) return core;
    throw new AppError('core.starting', 'The library is being opened.');
  }

  /** Whoever asks while the library is replaced waits for the next one. */
  async function ready(): Promise<OpenCore> {
    await replacing;
    return opened();
  }

  async function open(given: CoreOptions): Promise<OpenCore> {
    const host = await createHost(given, peer);
    const app = createApp(host, {
      readers: 'threads',
      maxWaitingRequests: given.maxWaitingRequests,
      engineKvType: given.engineKvType,
      loraAdapters: given.loraAdapters,
      onLibraryReplaced: () => {
        // Whatever takes its place meanwhile is what is opened.
        replacing ??= replace().finally(() => {
          replacing = undefined;
        });
      },
    });
    try {
      startJobs(app, given, host);
    } catch (error) {
      await app.dispose();
      throw error;
    }
    return {
      ...{ app, host },
      rpc: new RPCHandler(app.router),
      // Query strings are text; the contract's numbers and booleans are made from it.
      openApi: new OpenAPIHandler(app.router, {
        plugins: [new ZodCoercionPlugin()],
        clientInterceptors: [(call) => call.next({ ...call, input: withoutUndefined(call.input) })],
        customErrorResponseBodyEncoder: asContractError,
      }),
    };
  }

  async function close(reason: keyof typeof drainMs): Promise<void> {
    const closing = core;
    core = undefined;
    pages.closeAll();
    await requests.close(drainMs[reason]);
    await closing?.app.dispose();
  }

  /** A restore, or another branch: the library of `options` is opened again, whatever it is now. */
  async function replace(): Promise<void> {
    await sleep(lastAnswerMs);
    if (options === undefined || core === undefined) return;
    const { logger } = core.host;
    try {
      peer.tell('replacing', null);
      await close('replace').catch((error: unknown) => {
        logger.error('the library did not close cleanly', { error: String(error) });
      });
      core = await open(options);
      peer.tell('replaced', null);
    } catch (error) {
      const { code, message } = toAppError(error);
      logger.error('the library was not opened again', { code, reason: message });
      peer.tell('refused', { code, message });
    }
  }

  return { current: () => core?.host };
}

function startJobs(app: App, { jobs }: CoreOptions, { logger }: Host): void {
  if (jobs === 'no') return;
  try {
    app.start();
  } catch (error) {
    if (jobs === 'required') throw error;
    const { code, message } = toAppError(error);
    logger.warn('jobs do not run in this process', { code, reason: message });
  }
}

async function answer(
  { app, openApi }: OpenCore,
  request: Request,
  area: RequestArea,
): Promise<Response | undefined> {
  if (area === 'openAi') return app.openAi(request);
  if (area === 'collect') return app.collect(request);
  const { response } = await openApi.handle(request, { prefix: '/api', context: {} });
  return response;
}

/**
 * The coercion gives every field that the client left out, as undefined, which a field that is
 * there or not refuses.
 */
function withoutUndefined(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

/**
 * A body that cannot be read never gets to a procedure, so the transport's own error tells of it:
 * here in the form that the contract's errors have. Undefined: it has that form.
 */
function asContractError(error: ORPCError<string, unknown>): object | undefined {
  if (isErrorCode(error.code)) return undefined;
  const code = error.status < 500 ? 'usage.invalid' : 'internal.unexpected';
  return { ...error.toJSON(), code, data: { hint: hintFor(code) } };
}
