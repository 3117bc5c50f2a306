import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNeonApi } from './neonApi.ts';

/**
 * A small double of Neon's API: the answers that its OpenAPI document gives as examples
 * (https://neon.com/docs/reference/api/branches), of the fields that are read. Neon itself cannot
 * be reached from where the tests run.
 */
interface Asked {
  method: string;
  path: string;
  authorization: string | undefined;
  body: unknown;
}

const parent = 'br-young-forest-a5b6c7d8';
const made = 'br-small-term-683261';
const branch = (name: string, state: string) => ({
  id: made,
  project_id: 'aged-wildflower-123456',
  parent_id: parent,
  name,
  current_state: state,
  logical_size: 28_000_000,
});

let server: Server;
let asked: Asked[] = [];
let branches: ReturnType<typeof branch>[] = [];
let refuse: { status: number; body: string; location?: string } | undefined;

beforeEach(async () => {
  [asked, branches, refuse] = [[], [], undefined];
  server = createServer((request, response) => {
    void answer(request).then(({ status, body, location }) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(location !== undefined && { location }),
      });
      response.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => void server.close());

async function answer(request: IncomingMessage) {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const url = new URL(request.url ?? '', 'http://neon');
  const path = url.pathname.replace('/api/v2/projects/aged-wildflower-123456', '');
  const { authorization } = request.headers;
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  asked.push({ method: request.method ?? '', path, authorization, body });
  if (refuse !== undefined) return refuse;
  return { status: request.method === 'POST' ? 201 : 200, body: JSON.stringify(answerTo(path)) };
}

function answerTo(path: string): object {
  const { method, body } = asked.at(-1) ?? {};
  if (path === '/endpoints') {
    return {
      endpoints: [
        {
          ...{ id: 'ep-silent-smoke-806639', branch_id: parent, type: 'read_write' },
          host: 'ep-silent-smoke-806639.us-east-2.aws.neon.tech',
        },
      ],
    };
  }
  if (path === '/branches' && method === 'POST') {
    const { branch: wanted } = body as { branch: { name: string } };
    branches = [branch(wanted.name, 'init')];
    return {
      branch: branches[0],
      endpoints: [
        {
          ...{ id: 'ep-steep-forest-654321', branch_id: made, type: 'read_write' },
          host: 'ep-steep-forest-654321.us-east-2.aws.neon.tech',
        },
      ],
      operations: [{ id: '22acbb37-209b-4b90-a39c-8460090e1329', action: 'create_branch' }],
    };
  }
  if (path === '/branches') return { branches };
  const [found] = branches;
  if (method === 'DELETE') branches = [];
  else branches = branches.map(({ name }) => branch(name, 'ready'));
  return { branch: found, operations: [] };
}

const api = (key = 'napi_canary') =>
  createNeonApi({
    ...{ projectId: 'aged-wildflower-123456', key },
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v2`,
  });

test('a branch is made of the branch that the team works on, waited for, found and deleted', async () => {
  const host = 'ep-silent-smoke-806639-pooler.us-east-2.aws.neon.tech';
  expect(await api().create('trendroom-0123456789ab', host)).toEqual({
    host: 'ep-steep-forest-654321.us-east-2.aws.neon.tech',
  });
  const calls = asked.map(({ method, path }) => `${method} ${path}`);
  expect(calls.slice(0, 2)).toEqual(['GET /endpoints', 'POST /branches']);
  expect(new Set(calls.slice(2))).toEqual(new Set([`GET /branches/${made}`]));
  expect(asked[1]?.body).toEqual({
    branch: { name: 'trendroom-0123456789ab', parent_id: parent },
    endpoints: [{ type: 'read_write' }],
  });
  expect(asked.every(({ authorization }) => authorization === 'Bearer napi_canary')).toBe(true);
  expect(await api().list('trendroom-')).toMatchObject([{ logical_size: 28_000_000 }]);
  expect(await api().remove('trendroom-other')).toBe(false);
  expect(await api().remove('trendroom-0123456789ab')).toBe(true);
  expect(asked.at(-1)).toMatchObject({ method: 'DELETE', path: `/branches/${made}` });
  expect(await api().remove('trendroom-0123456789ab')).toBe(false);
});

test('a database that is not of the project is refused before anything is made', async () => {
  await expect(api().create('trendroom-x', 'ep-other-1.aws.neon.tech')).rejects.toMatchObject({
    code: 'branch.neon',
  });
  expect(asked.map(({ method }) => method)).toEqual(['GET']);
});

test('Neon’s refusals are told in its words, without the key; its redirects are not followed', async () => {
  refuse = { status: 401, body: '{"message":"bad key napi_canary","code":""}' };
  const failure = await api()
    .list('trendroom-')
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: 'branch.neon',
    message: 'Neon responded with 401: bad key ***',
  });
  refuse = { status: 200, body: '{"branches":[{"id":"../../x","name":"trendroom-x"}]}' };
  await expect(api().list('trendroom-')).rejects.toMatchObject({ code: 'branch.neon' });
  refuse = { status: 302, body: '', location: 'http://127.0.0.1:1/elsewhere' };
  await expect(api().list('trendroom-')).rejects.toMatchObject({ code: 'network.unavailable' });
});
