import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { createPageFiles } from '../core/host/index.ts';

/** Addresses that are not the page's: they want the token. */
const guarded = /^\/(api|detokenize|health|media|metrics|rpc|session|tokenize|uploads|v1)(\/|$)/;

/**
 * The built page, for everyone who passed the Host and Origin checks: it holds no data of the
 * user. An address without an extension is one of the page's own places.
 */
export function addPageFiles(routes: Hono, directory: string): void {
  const isBuilt = existsSync(join(directory, 'index.html'));
  const find = isBuilt ? createPageFiles(directory) : undefined;
  routes.get('*', async ({ req, body, text }, next) => {
    if (guarded.test(req.path)) return next();
    if (find === undefined) return text('The interface is not built. Run: npm run build\n', 503);
    const file = find(req.path);
    if (file === undefined) return next();
    return body(file.bytes, 200, {
      'content-type': file.contentType,
      'cache-control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-cache',
    });
  });
}
