import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { wellBehaved } from '../../src/core/remote/testing/fakeServer.ts';
import type { Place } from './canary.ts';

export interface Double {
  url: string;
  /** What was sent to it, header by header. */
  places(): Place[];
  close(): Promise<void>;
}

/** The key that came, in the ways in which servers repeat it. */
const repeats = (key: string): string[] => [
  key,
  encodeURIComponent(key),
  Buffer.from(`Bearer ${key}`).toString('base64'),
];

/**
 * A model server on 127.0.0.1 that repeats the key in what it answers, as the message asks for:
 * `json` and `html` with 400, `answer` with 200, `elsewhere` with a redirect. `refusing`: it takes no
 * key, and says which.
 */
export async function startModelServer(
  name: string,
  { refusing = false, elsewhere = '' }: { refusing?: boolean; elsewhere?: string } = {},
): Promise<Double> {
  const places: Place[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    places.push({ place: `${name}: path`, bytes: Buffer.from(request.url ?? '') });
    places.push({ place: `${name}: body`, bytes: body });
    for (const [header, value] of Object.entries(request.headers)) {
      places.push({ place: `${name}: header ${header}`, bytes: Buffer.from(String(value)) });
    }
    const key = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const wish = /repeat the key: (\w+)/.exec(body.toString())?.[1] ?? '';
    if (refusing || wish === 'json') return refuse(response, refusing ? 401 : 400, key);
    if (wish === 'html') {
      response.writeHead(400, { 'content-type': 'text/html' });
      return response.end(`<h1>Bad</h1><pre>${JSON.stringify({ key, k: repeats(key) })}</pre>`);
    }
    if (wish === 'elsewhere') {
      const location = `${elsewhere}/v1/chat/completions?key=${encodeURIComponent(key)}`;
      return response.writeHead(307, { location }).end();
    }
    const path = request.url ?? '';
    const asked = { path, authorization: undefined, body: parse(body.toString()) };
    const answer = wellBehaved(asked, response);
    if (answer === undefined) return undefined;
    response.writeHead(200, { 'content-type': 'application/json' });
    const content = `The key is ${repeats(key).join(' ')}`;
    const said = { model: 'tiny', choices: [{ message: { content }, finish_reason: 'stop' }] };
    return response.end(JSON.stringify(wish === 'answer' ? said : answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    places: () => places,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function refuse(response: ServerResponse, status: number, key: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message: `Wrong key: ${repeats(key).join(', ')}` } }));
}

function parse(text: string): Record<string, unknown> {
  const value: unknown = text === '' ? {} : JSON.parse(text);
  return Object.fromEntries(Object.entries(Object(value)));
}

/**
 * A Postgres that asks for the password in the clear and repeats it in its refusal, with one SQLSTATE
 * after the other (PostgreSQL documentation, 54.2 and 54.8).
 */
export async function startRepeatingPostgres(states: readonly string[]): Promise<Double> {
  const places: Place[] = [];
  let connections = 0;
  const server = createTcpServer((client) => {
    const state = states[connections++ % states.length] ?? '';
    client.on('error', () => client.destroy());
    client.once('data', () => client.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3])));
    client.on('data', (bytes) => {
      const isPassword = bytes[0] === 0x70;
      places.push({ place: isPassword ? 'Postgres: password' : 'Postgres: start', bytes });
      if (!isPassword) return;
      const password = bytes.subarray(5, -1).toString();
      const message = `no entry for anna/${password} (${encodeURIComponent(password)})`;
      const fields = `SFATAL\0C${state}\0M${message}\0\0`;
      const head = Buffer.from([0x45, 0, 0, 0, 0]);
      head.writeInt32BE(4 + Buffer.byteLength(fields), 1);
      client.end(Buffer.concat([head, Buffer.from(fields)]));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    places: () => places,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
