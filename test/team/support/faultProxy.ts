import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What can go wrong between a device and its server. */
export type Fault =
  | 'none'
  | 'late'
  | 'tooMany'
  | 'serverError'
  | 'reset'
  | 'resetInTheMiddle'
  /** The connection ends while the request is still being sent. */
  | 'resetUpload'
  /** 413 before the request has been sent, as a proxy with a limit answers. */
  | 'tooLarge'
  | 'truncated'
  | 'wrongJson'
  | 'otherModel';

export interface FaultProxy {
  url: string;
  /** How often each fault was made, and requests in all. */
  made: Map<Fault, number>;
  /** Decides the fault of a request; `none` until it is set. */
  fault: (path: string, body: string) => Fault;
  /** Decides it before the body is read; only `resetUpload` and `tooLarge` are made then. */
  uploadFault: (path: string) => Fault;
  /** Bytes of the requests that went on to the server. */
  sentBytes: number;
  /** While true every connection is refused, as when the server is away. */
  away: boolean;
  close(): Promise<void>;
}

/** A proxy on loopback in front of a real server. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const proxy: FaultProxy = {
    ...{ url: '', made: new Map(), fault: () => 'none', uploadFault: () => 'none' },
    ...{ sentBytes: 0, away: false, close: async () => {} },
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
  const path = asked.url ?? '/';
  const uploadFault = asked.method === 'POST' ? proxy.uploadFault(path) : 'none';
  if (uploadFault === 'resetUpload' || uploadFault === 'tooLarge') {
    proxy.made.set(uploadFault, (proxy.made.get(uploadFault) ?? 0) + 1);
    if (uploadFault === 'resetUpload') return void asked.once('data', () => asked.destroy());
    return void response.writeHead(413).end('{"error":{"message":"More than I take."}}');
  }
  const body = await bytesOf(asked);
  if (proxy.away) return void response.destroy();
  const fault = asked.method === 'POST' ? proxy.fault(path, body.toString()) : 'none';
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
    case 'resetUpload':
    case 'tooLarge':
    case 'resetInTheMiddle':
    case 'truncated':
    case 'wrongJson':
    case 'otherModel':
      break;
    default:
      return fault satisfies never;
  }
  proxy.sentBytes += body.length;
  const { status, type, text } = await forward(target + path, asked, body);
  const half = text.slice(0, Math.floor(text.length / 2));
  if (fault === 'resetInTheMiddle') {
    const size = Buffer.byteLength(text);
    response.writeHead(status, { 'content-type': type, 'content-length': `${size}` });
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
  body: Buffer,
): Promise<{ status: number; type: string; text: string }> {
  return new Promise((resolve, reject) => {
    const { host: _host, connection: _connection, ...kept } = headers;
    const onward = request(url, { method, headers: kept }, (from) => {
      bytesOf(from).then(
        (bytes) =>
          resolve({
            status: from.statusCode ?? 502,
            type: from.headers['content-type'] ?? 'application/json',
            text: bytes.toString(),
          }),
        reject,
      );
    });
    onward.on('error', reject);
    onward.end(body);
  });
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
