import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';

/**
 * The built page, for everyone who passed the Host and Origin checks: it holds no data of the
 * user. Addresses of the page's own routes answer with the page.
 */
export function addPageFiles(routes: Hono, directory: string): void {
  const page = join(directory, 'index.html');
  if (existsSync(page)) {
    routes.use('/assets/*', async ({ header }, next) => {
      // The build puts a fingerprint into these names.
      header('cache-control', 'private, max-age=31536000, immutable');
      await next();
    });
    routes.use(serveStatic({ root: directory }));
  }
  routes.get('*', async (context, next) => {
    const wantsPage = context.req.header('accept')?.includes('text/html') === true;
    const { path } = context.req;
    if (!wantsPage || /^\/(api|media|uploads|rpc|session)(\/|$)/.test(path)) return next();
    const html = await readFile(page, 'utf8').catch(() => undefined);
    return html === undefined ? context.text(notBuilt, 503) : context.html(html);
  });
}

const notBuilt = 'The interface is not built yet. Run: npm run build\n';
