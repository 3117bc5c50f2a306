import { type Context, Hono } from 'hono';
import { maxMessageBytes } from '../contract/index.ts';
import { securityHeaders } from '../core/host/index.ts';
import { type Collector, collectorRoutes } from './collector.ts';
import type { Access } from './guard/access.ts';
import type { MediaPass } from './guard/mediaPass.ts';
import { isOpenAiPath, openAiErrorResponse, tooLarge, withWholeBody } from './guard/openAiArea.ts';
import { addPageFiles } from './pageFiles.ts';

/** Methods that a `Request` cannot carry (the Fetch standard forbids them), so nothing answers them. */
const forbiddenMethods = ['CONNECT', 'TRACE', 'TRACK'];

export interface RoutesOptions {
  port: number;
  access: Access;
  mediaPass: MediaPass;
  rendererDir: string;
  /** `/media` and `/uploads`. */
  files(request: Request): Promise<Response>;
  /** `/v1`, `/tokenize`, `/detokenize` and `/metrics`. */
  openAi(request: Request): Promise<Response | undefined>;
  /** The contract below `/api`; undefined when it has no such procedure. */
  api(request: Request): Promise<Response | undefined>;
  /** Batches of events; undefined: nobody takes any. */
  collector?: Collector | undefined;
  collect(request: Request): Promise<Response | undefined>;
  /** What the others threw, at a path. */
  onError(error: unknown, path: string): Response;
}

/**
 * Everything that is answered over plain HTTP, of requests that `refuse` let pass. The page's files
 * are for everyone; of other callers nothing is read before they have shown the token.
 */
export function createRoutes({
  port,
  access,
  mediaPass,
  rendererDir,
  files,
  openAi,
  api,
  collector,
  collect,
  onError,
}: RoutesOptions): Hono {
  const routes = new Hono();
  routes.onError((error, { req }) => onError(error, req.path));
  const headers = Object.entries({
    ...securityHeaders({ connect: [`ws://127.0.0.1:${port}`] }),
    'Cache-Control': 'no-cache',
  });

  routes.use(async (context, next) => {
    await next();
    for (const [name, value] of headers) {
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
    }
  });
  routes.use(async ({ req, body }, next) =>
    forbiddenMethods.includes(req.method) ? body('Method not allowed\n', 405) : next(),
  );
  // As vLLM has it: that the server runs, and nothing more.
  routes.get('/health', ({ body }) => body(null, 200, { 'cache-control': 'no-store' }));
  if (collector !== undefined) routes.route('/', collectorRoutes(collector, collect, onError));
  addPageFiles(routes, rendererDir);
  routes.use(async ({ req, body }, next) => {
    const allowed =
      access.isAllowed({ authorization: req.header('authorization') }) ||
      (req.path.startsWith('/media/') && mediaPass.isValid(req.query('pass') ?? ''));
    if (allowed) return next();
    const message = 'Open the link printed by Trendroom.';
    if (!isOpenAiPath(req.path)) return body(`${message}\n`, 401);
    return openAiErrorResponse({
      status: 401,
      code: 'invalid_api_key',
      message: `The API key is wrong. ${message} It ends with the key.`,
    });
  });
  routes.use(async ({ req, body }, next) => {
    if (/^\/uploads\//.test(req.path) || req.method === 'GET' || req.method === 'HEAD') {
      return next();
    }
    const isOpenAi = isOpenAiPath(req.path);
    if (!isOpenAi && req.header('transfer-encoding') !== undefined) {
      return body('Set Content-Length.\n', 411);
    }
    if (Number(req.header('content-length') ?? 0) > maxMessageBytes) {
      return isOpenAi ? tooLargeForOpenAi() : body(`${tooLarge} Send a file to /uploads.\n`, 413);
    }
    return next();
  });
  // A page asks whether its token still holds.
  routes.get('/session', ({ json }) =>
    json({ mediaPass: mediaPass.current() }, 200, { 'cache-control': 'no-store' }),
  );
  routes.all('/media/*', ({ req }) => files(req.raw));
  routes.all('/uploads/*', ({ req }) => files(req.raw));
  const answerOpenAi = async ({ req, notFound }: Context): Promise<Response> => {
    const isChunked = req.header('transfer-encoding') !== undefined;
    const request = isChunked ? await withWholeBody(req.raw) : req.raw;
    if (request === undefined) return tooLargeForOpenAi();
    return (await openAi(request)) ?? notFound();
  };
  for (const path of ['/v1/*', '/tokenize', '/detokenize']) routes.all(path, answerOpenAi);
  routes.get('/metrics', answerOpenAi);
  routes.all('/api/*', async ({ req, notFound }) => (await api(req.raw)) ?? notFound());
  return routes;
}

function tooLargeForOpenAi(): Response {
  return openAiErrorResponse({ status: 413, code: 'request_too_large', message: tooLarge });
}
