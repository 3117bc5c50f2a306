import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  path: string;
  authorization: string | undefined;
  body: Record<string, unknown>;
}

export type Answer = (asked: Asked, response: ServerResponse) => unknown;

export interface FakeServer {
  url: string;
  asked: Asked[];
  /** Answers from now on; what it returns is sent as JSON, undefined means that it answered. */
  answer: Answer;
  close(): Promise<void>;
}

/**
 * A small double of an OpenAI-compatible server on loopback, for faults that a real one does not
 * make when asked to. `npm run test:team` asks a real one.
 */
export async function startFakeServer(answer: Answer = wellBehaved): Promise<FakeServer> {
  const fake: FakeServer = { url: '', asked: [], answer, close: async () => {} };
  const server = createServer((request, response) => {
    void (async () => {
      const asked: Asked = {
        path: request.url ?? '',
        authorization: request.headers.authorization,
        body: await readJson(request),
      };
      fake.asked.push(asked);
      const body = fake.answer(asked, response);
      if (body === undefined) return;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  fake.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return fake;
}

/** Answers like a chat and embedding server of the model `tiny`. */
export function wellBehaved({ path, body }: Asked, response: ServerResponse): unknown {
  const usage = { prompt_tokens: 5, completion_tokens: 2 };
  switch (path) {
    case '/v1/models':
      return { object: 'list', data: [{ id: 'tiny', max_model_len: 2_048 }] };
    case '/version':
      return { version: '0.32.0' };
    case '/v1/chat/completions': {
      const content = body.response_format === undefined ? 'ok' : '{"ok":true}';
      const logprobs = body.logprobs === true ? { content: [{ token: 'ok' }] } : null;
      const choice = { message: { content }, finish_reason: 'stop', logprobs };
      return { model: 'tiny', choices: [choice], usage };
    }
    case '/v1/completions':
      return { model: 'tiny', choices: [{ text: ' three', finish_reason: 'stop' }], usage };
    case '/v1/embeddings': {
      const texts = Array.isArray(body.input) ? body.input : [body.input];
      return { model: 'tiny', data: texts.map(() => ({ embedding: [0.6, 0.8] })), usage };
    }
    default:
      response.writeHead(404).end('{"message":"Not Found"}');
      return undefined;
  }
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  try {
    return JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
}
