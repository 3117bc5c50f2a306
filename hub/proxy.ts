import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { findPage, isServable } from './server/away/isServable.ts';
import { innerHeader, renderDocument } from './server/documents/renderDocument.ts';
import { freshness, freshnessHeader, type Route, routeOf } from './server/freshness.ts';
import { hub } from './server/hub.ts';
import { plainPage } from './server/plainPage.ts';

/**
 * Stands before every page: says 404, 410 and where a page moved before the first byte of an
 * answer is out, or that there is not even a copy while the database is away, and gives each answer its content-security policy and its freshness.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname } = request.nextUrl;
  const nonce = randomBytes(16).toString('base64');
  const policy = policyOf(nonce);
  const plain = (status: 404 | 410 | 503): NextResponse =>
    guarded(
      new NextResponse(plainPage(status), {
        status,
        headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
      }),
      policy,
    );
  const route = routeOf(pathname);
  if (route === undefined) return plain(404);
  const { documents, isAlone, database } = hub();
  const isInner = request.headers.get(innerHeader) === hub().innerToken;
  const isDocument = documentRoutes.has(route) && !isInner && isPlainVisit(request);
  const maxAgeMs = freshness[route].revalidate * 1_000;
  const document = (html: string): NextResponse =>
    fresh(
      new NextResponse(html, { headers: { 'content-type': 'text/html; charset=utf-8' } }),
      policy,
      route,
    );
  const ready = (): string | undefined =>
    isDocument && database.awaySinceMs() === undefined
      ? documents.get(pathname, maxAgeMs)
      : undefined;
  if (isAlone) {
    // Nobody else can have changed it.
    const html = ready();
    if (html !== undefined) return document(html);
  }
  if (route === '/p/[slug]') {
    const found = await findPage(pathname.slice('/p/'.length));
    if (found === undefined) return plain(503);
    if (found.is === 'nothing') return plain(404);
    if (found.is === 'gone') return plain(410);
    if (found.is === 'moved') {
      const to = new URL(`/p/${found.slug}`, request.url);
      return guarded(NextResponse.redirect(to, 308), policy);
    }
  } else if (!(await isServable(route, pathname))) {
    return plain(503);
  }
  if (isDocument && database.awaySinceMs() === undefined) {
    const html =
      ready() ?? (await documents.render(pathname, () => renderDocument(hub(), pathname)));
    if (html !== undefined) return document(html);
  }
  const headers = new Headers(request.headers);
  // Next.js takes the nonce for its own scripts from here.
  headers.set('content-security-policy', policy);
  headers.set('x-nonce', nonce);
  return fresh(NextResponse.next({ request: { headers } }), policy, route);
}

/** Pages that are the same for every reader. */
const documentRoutes: ReadonlySet<Route> = new Set(['/', '/p/[slug]', '/topics/[topic]']);

/** Of a reader: not of a script of Next.js, which asks for parts of pages. */
function isPlainVisit({ method, nextUrl, headers }: NextRequest): boolean {
  return method === 'GET' && nextUrl.search === '' && !headers.has('rsc');
}

export const config = { matcher: ['/((?!_next/|api/|hub\\.css$|icon\\.svg$|push\\.js$).*)'] };

function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function fresh(response: NextResponse, policy: string, route: Route): NextResponse {
  const { database } = hub();
  response.headers.set('x-hub-freshness', freshnessHeader(route, database.awaySinceMs()));
  return guarded(response, policy);
}

function guarded(response: NextResponse, policy: string): NextResponse {
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', 'strict-origin-when-cross-origin');
  return response;
}
