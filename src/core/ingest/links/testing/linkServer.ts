import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const samples = fileURLToPath(new URL('../../../../../resources/samples', import.meta.url));

export interface LinkServer {
  /** Such as `http://127.0.0.1:1234`. */
  origin: string;
  /** `GET /path`, or `GET /path bytes=N-`, in the order in which they came. */
  requests: string[];
  /** Views that `/counted.html` tells. */
  views: number;
  /** Open now. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse, server: LinkServer) => void;

/** A site with videos and with the ways in which sites fail. */
export async function startLinkServer(host = '127.0.0.1'): Promise<LinkServer> {
  const http = createServer((request, response) => {
    const path = request.url ?? '/';
    const { range } = request.headers;
    if (request.method === 'GET') {
      server.requests.push(range === undefined ? path : `${path} ${range}`);
    }
    response.on('error', () => {});
    const answer = pages[path] ?? folderAnswer(path);
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response, server);
  });
  http.listen(0, host);
  await once(http, 'listening');
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const server: LinkServer = {
    origin: `http://${host}:${port}`,
    requests: [],
    views: 1_000,
    connections: () =>
      new Promise((done, fail) => {
        http.getConnections((error, count) => (error === null ? done(count) : fail(error)));
      }),
    close: async () => {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
  return server;
}

const html =
  (body: (server: LinkServer) => string): Answer =>
  (_request, response, server) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body(server));
  };

const pages: Record<string, Answer> = {
  '/none.html': html(() => '<html><title>Words</title><p>No video here.</p></html>'),
  '/social.html': html(
    () => `<html><head><title>x</title><meta property="og:title" content="Apps &amp; money">
      <meta property="og:video" content="/v/cancel-four-apps.mp4"></head></html>`,
  ),
  '/player.html': html(
    () => '<html><title>Player</title><video src="/v/piel-seca.mp4"></video></html>',
  ),
  '/captioned.html': html(
    () => `<html><title>Captioned</title><video src="/v/stop-scrubbing.mp4">
      <track kind="subtitles" src="/captions.vtt" srclang="en"></video></html>`,
  ),
  '/captions.vtt': (_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/vtt' })
      .end('WEBVTT\n\n00:00.500 --> 00:02.500\nWritten by a person.\n');
  },
  '/two.html': html(
    () => `<html><title>Two</title><video src="/v/piel-seca.mp4"></video>
      <video src="/v/stop-scrubbing.mp4"></video></html>`,
  ),
  '/counted.html': html(
    ({ origin, views }) => `<html><head><title>Counted</title><script type="application/ld+json">
      ${JSON.stringify({
        '@context': 'http://schema.org',
        '@type': 'VideoObject',
        name: 'Hostile \u001b[31m name\u0007',
        uploadDate: '2026-09-01T10:00:00Z',
        contentUrl: `${origin}/v/piel-seca.mp4`,
        interactionStatistic: {
          '@type': 'InteractionCounter',
          interactionType: 'http://schema.org/WatchAction',
          userInteractionCount: views,
        },
      })}</script></head></html>`,
  ),
  '/feed.xml': (_request, response, { origin }) => {
    const item = (path: string): string =>
      `<item><title>${path}</title><link>${origin}${path}</link></item>`;
    const items = ['/player.html', '/social.html', '/captioned.html', '/player.html'].map(item);
    response
      .writeHead(200, { 'content-type': 'application/rss+xml' })
      .end(`<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>
        ${items.join('')}</channel></rss>`);
  },
  '/silent.xml': (_request, response, { origin }) => {
    const links = [1, 2, 3, 4, 5].map((n) => `<item><link>${origin}/silent/${n}</link></item>`);
    response
      .writeHead(200, { 'content-type': 'application/rss+xml' })
      .end(`<?xml version="1.0"?><rss version="2.0"><channel>${links.join('')}</channel></rss>`);
  },
  '/members.mp4': (request, response) => {
    const isMember = request.headers.cookie?.includes('member=yes') === true;
    response.setHeader('set-cookie', 'seen=1; Path=/; Max-Age=1000');
    if (isMember) send(request, response, video('piel-seca.mp4'));
    else response.writeHead(401).end();
  },
  '/to-file': (_request, response) => {
    response.writeHead(302, { location: 'file:///etc/passwd' }).end();
  },
  '/huge.mp4': (_request, response) => {
    response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': 9e13 });
    response.write('\0\0\0\u0018ftypisom');
  },
};

function folderAnswer(path: string): Answer | undefined {
  const [, folder, name = ''] = /^\/(v|status|stall|reset|to|silent)\/(.+)$/.exec(path) ?? [];
  switch (folder) {
    case 'v':
      return (request, response) => send(request, response, video(name));
    case 'status':
      return (_request, response) => void response.writeHead(Number(name)).end();
    case 'to':
      return (_request, response) => {
        response.writeHead(302, { location: decodeURIComponent(name) }).end();
      };
    case 'silent':
      return () => {};
    case 'stall':
      // Half of the file, then silence; asked to go on, the rest.
      return (request, response) => halves(request, response, video(name), () => {});
    case 'reset':
      // Half of the file, then a reset; asked to go on, the rest.
      return (request, response) =>
        halves(request, response, video(name), () => response.socket?.resetAndDestroy());
    default:
      return undefined;
  }
}

function halves(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  then: () => void,
): void {
  if (Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0) > 0) {
    send(request, response, bytes);
    return;
  }
  const headers = { 'content-type': 'video/mp4', 'content-length': bytes.length };
  response.writeHead(200, { ...headers, 'accept-ranges': 'bytes' });
  if (request.method === 'HEAD') response.end();
  else response.write(bytes.subarray(0, bytes.length / 2), () => setTimeout(then, 50));
}

function video(name: string): Buffer {
  return readFileSync(join(samples, name.replaceAll('/', '')));
}

function send(request: IncomingMessage, response: ServerResponse, bytes: Buffer): void {
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const headers = { 'content-type': 'video/mp4', 'accept-ranges': 'bytes' };
  if (request.headers.range === undefined) {
    response.writeHead(200, { ...headers, 'content-length': bytes.length });
  } else {
    response.writeHead(206, {
      ...headers,
      'content-length': bytes.length - from,
      'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    });
  }
  response.end(request.method === 'HEAD' ? undefined : bytes.subarray(from));
}
