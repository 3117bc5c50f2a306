import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import { z } from 'zod';
import { maxMessageBytes } from '../contract/index.ts';
import { securityHeaders } from '../core/host/index.ts';
import type { Access } from './access.ts';
import { addPageFiles } from './pageFiles.ts';
import { refuse } from './refuse.ts';

const wrongTokenDelayMs = 300;
/** Methods that a `Request` cannot carry (the Fetch standard forbids them), so nothing answers them. */
const forbiddenMethods = ['CONNECT', 'TRACE', 'TRACK'];
const sessionSchema = z.object({ token: z.string().max(200) });

export interface RoutesOptions {
  port: number;
  access: Access;
  rendererDir: string;
  /** `/media` and `/uploads`. */
  files(request: Request): Promise<Response>;
  /** `/v1` and `/metrics`. */
  openAi(request: Request): Promise<Response | undefined>;
  /** The contract below `/api`; undefined when it has no such procedure. */
  api(request: Request): Promise<Response | undefined>;
  /** What the others threw. */
  onError(error: unknown): Response;
}

/** Everything that is answered over plain HTTP. */
export function createRoutes({
  port,
  access,
  rendererDir,
  files,
  openAi,
  api,
  onError,
}: RoutesOptions): Hono {
  const routes = new Hono();
  routes.onError(onError);
  const connect = [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`];
  const headers = Object.entries({ ...securityHeaders({ connect }), 'Cache-Control': 'no-cache' });

  routes.use(async (context, next) => {
    await next();
    for (const [name, value] of headers) {
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
    }
  });
  routes.use(async ({ req, body }, next) => {
    const refusal = refuse(
      {
        host: req.header('host'),
        origin: req.header('origin'),
        fetchSite: req.header('sec-fetch-site'),
      },
      port,
    );
    return refusal === undefined ? next() : body(`${refusal.reason}\n`, refusal.status);
  });
  routes.use(async ({ req, body }, next) =>
    forbiddenMethods.includes(req.method) ? body('Method not allowed\n', 405) : next(),
  );
  routes.use(async ({ req, body }, next) => {
    if (/^\/uploads\//.test(req.path) || req.method === 'GET' || req.method === 'HEAD') {
      return next();
    }
    if (req.header('transfer-encoding') !== undefined) {
      return body('Set Content-Length.\n', 411);
    }
    if (Number(req.header('content-length') ?? 0) > maxMessageBytes) {
      return body(
        `A body may have ${maxMessageBytes / 1_000_000} MB. Send a file to /uploads.\n`,
        413,
      );
    }
    return next();
  });
  routes.post('/session', async ({ req, body, header }) => {
    const given = sessionSchema.safeParse(await req.json().catch(() => undefined));
    header('cache-control', 'no-store');
    if (!given.success || !access.isToken(given.data.token)) {
      await sleep(wrongTokenDelayMs);
      return body('Wrong token\n', 401);
    }
    header('set-cookie', access.sessionCookie);
    return body(null, 204);
  });
  addPageFiles(routes, rendererDir);
  routes.use(async ({ req, body }, next) => {
    const allowed = access.isAllowed({
      cookie: req.header('cookie'),
      authorization: req.header('authorization'),
    });
    return allowed ? next() : body('Open the link printed by Trendroom.\n', 401);
  });
  // A page asks whether its cookie still holds.
  routes.get('/session', ({ body }) => body(null, 204));
  routes.all('/media/*', ({ req }) => files(req.raw));
  routes.all('/uploads/*', ({ req }) => files(req.raw));
  routes.all('/v1/*', async ({ req, notFound }) => (await openAi(req.raw)) ?? notFound());
  routes.get('/metrics', async ({ req, notFound }) => (await openAi(req.raw)) ?? notFound());
  routes.all('/api/*', async ({ req, notFound }) => (await api(req.raw)) ?? notFound());
  return routes;
}
