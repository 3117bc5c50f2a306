import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { AppError, toAppError } from '../../../base/index.ts';
import { type IsRefused, resolvePublic } from './resolvePublic.ts';

/** A proxy of one run of yt-dlp, through which all its connections go. */
export interface GuardProxy {
  /** With the run's own password: no other program of this machine may use it. */
  url: string;
  /** The first host that was refused as private. */
  refused(): AppError | undefined;
  close(): void;
}

const connectMs = 20_000;

/**
 * Opens a proxy on 127.0.0.1 that leads to public addresses only. Redirects, media and fragments
 * of a page are asked for by yt-dlp itself, where we could not look at them; here we can.
 */
export async function openGuardProxy(isRefused?: IsRefused): Promise<GuardProxy> {
  const password = randomBytes(18).toString('hex');
  const wanted = `Basic ${Buffer.from(`link:${password}`).toString('base64')}`;
  let refused: AppError | undefined;
  const sockets = new Set<Duplex>();
  const keep = (socket: Duplex): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const resolve = async (host: string): Promise<string> => {
    try {
      return await resolvePublic(host, isRefused);
    } catch (error) {
      const known = toAppError(error);
      if (known.code === 'link.privateAddress') refused ??= known;
      throw known;
    }
  };
  const server = createServer((incoming, answer) => {
    if (incoming.headers['proxy-authorization'] !== wanted) return end(answer, 407);
    forward(incoming, answer, resolve).catch((error: unknown) => end(answer, statusOf(error)));
  });
  server.on('connection', keep);
  server.on('connect', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refuse = (status: number): void => {
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`);
    };
    if (incoming.headers['proxy-authorization'] !== wanted) return refuse(407);
    tunnel(incoming.url ?? '', resolve).then(
      (far) => {
        keep(far);
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        far.write(head);
        socket.pipe(far).pipe(socket);
        socket.once('close', () => far.destroy());
        far.once('close', () => socket.destroy());
      },
      (error: unknown) => refuse(statusOf(error)),
    );
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', done);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://link:${password}@127.0.0.1:${port}`,
    refused: () => refused,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** A plain request, whose line names the whole address. */
async function forward(
  incoming: IncomingMessage,
  answer: ServerResponse,
  resolve: (host: string) => Promise<string>,
): Promise<void> {
  const url = new URL(incoming.url ?? '');
  if (url.protocol !== 'http:') throw new AppError('link.invalid', `No ${url.protocol} here.`);
  const host = await resolve(url.hostname);
  const { 'proxy-authorization': _, 'proxy-connection': __, ...headers } = incoming.headers;
  const outgoing = request({
    host,
    port: url.port === '' ? 80 : Number(url.port),
    method: incoming.method ?? 'GET',
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, host: url.host, connection: 'close' },
    agent: false,
    setHost: false,
  });
  outgoing.setTimeout(connectMs, () => {
    if (!answer.headersSent) outgoing.destroy(new Error('timed out'));
  });
  outgoing.on('response', (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
    // A connection that broke off must not look like the end of the file.
    response.on('error', () => answer.destroy());
    response.on('aborted', () => answer.destroy());
  });
  outgoing.on('error', () => end(answer, 502));
  answer.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

async function tunnel(target: string, resolve: (host: string) => Promise<string>): Promise<Socket> {
  const [, name = '', port = ''] = /^(\[[0-9a-f:.]+\]|[^:]+):(\d{1,5})$/i.exec(target) ?? [];
  if (name === '') throw new AppError('link.invalid', 'No host to connect to.');
  const host = await resolve(name);
  return new Promise((done, fail) => {
    const far = connect({ host, port: Number(port), timeout: connectMs });
    far.once('connect', () => {
      far.setTimeout(0);
      far.off('error', fail);
      done(far);
    });
    far.once('timeout', () => far.destroy(new Error('timed out')));
    far.once('error', fail);
  });
}

function statusOf(error: unknown): number {
  return toAppError(error).code === 'link.privateAddress' ? 403 : 502;
}

function end(answer: ServerResponse, status: number): void {
  if (answer.headersSent) answer.destroy();
  else answer.writeHead(status, { connection: 'close' }).end();
}
