import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What can go wrong between a desk and its server. */
export type Fault =
  | 'none'
  | 'late'
  | 'tooMany'
  | 'serverError'
  | 'reset'
  | 'resetInTheMiddle'
  | 'truncated'
  | 'wrongJson'
  | 'otherModel';

export interface FaultProxy {
  url: string;
  /** How often each fault was made, and requests in all. */
  made: Map<Fault, number>;
  /** Decides the fault of a request; `none` until it is set. */
  fault: (path: string, body: string) => Fault;
  /** While true every connection is refused, as when the server is away. */
  away: boolean;
  close(): Promise<void>;
}

/** A proxy on loopback in front of a real server. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const proxy: FaultProxy = {
    ...{ url: '', made: new Map(), fault: () => 'none', away: false, close: async () => {} },
  };
  const server = createServer((asked, response) => {
    void answer(proxy, target, asked, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    if (proxy.away) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  proxy.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return proxy;
}

async function answer(
  proxy: FaultProxy,
  target: string,
  asked: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await textOf(asked);
  if (proxy.away) return void response.destroy();
  const path = asked.url ?? '/';
  const fault = asked.method === 'POST' ? proxy.fault(path, body) : 'none';
  proxy.made.set(fault, (proxy.made.get(fault) ?? 0) + 1);
  switch (fault) {
    case 'reset':
      return void response.destroy();
    case 'tooMany':
      return void response.writeHead(429, { 'retry-after': '1' }).end('{"message":"Too many."}');
    case 'serverError':
      return void response.writeHead(500).end('{"error":{"message":"It broke."}}');
    case 'late':
      await new Promise((resolve) => setTimeout(resolve, 700));
      break;
    case 'none':
    case 'resetInTheMiddle':
    case 'truncated':
    case 'wrongJson':
    case 'otherModel':
      break;
    default:
      return fault satisfies never;
  }
  const { status, type, text } = await forward(target + path, asked, body);
  const half = text.slice(0, Math.floor(text.length / 2));
  if (fault === 'resetInTheMiddle') {
    response.writeHead(status, { 'content-type': type, 'content-length': `${text.length}` });
    response.write(half, () => response.destroy());
    return;
  }
  response.writeHead(status, { 'content-type': type });
  if (fault === 'truncated') response.end(half);
  else if (fault === 'wrongJson') response.end('{"hello": ["world"]}');
  else if (fault === 'otherModel') response.end(text.replace('"tiny-chat"', '"another"'));
  else response.end(text);
}

function forward(
  url: string,
  { method, headers }: IncomingMessage,
  body: string,
): Promise<{ status: number; type: string; text: string }> {
  return new Promise((resolve, reject) => {
    const { host: _host, connection: _connection, ...kept } = headers;
    const onward = request(url, { method, headers: kept }, (from) => {
      textOf(from).then(
        (text) =>
          resolve({
            status: from.statusCode ?? 502,
            type: from.headers['content-type'] ?? 'application/json',
            text,
          }),
        reject,
      );
    });
    onward.on('error', reject);
    onward.end(body);
  });
}

async function textOf(message: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}
