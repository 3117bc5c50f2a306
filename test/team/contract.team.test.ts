import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { answersDocument } from '../../scripts/team/openapi/answersDocument.ts';
import { breakingDifferences } from '../../scripts/team/openapi/breakingDifferences.ts';
import { readCapture } from '../../scripts/team/openapi/captures.ts';
import { type Openapi, openapiSchema } from '../../scripts/team/openapi/openapiDocument.ts';
import { installVllm } from '../../scripts/team/tools.ts';
import { endpointFieldsSchema } from '../../src/contract/index.ts';
import { type Device, openDevice } from './support/device.ts';
import { servers, serversReady, startMs } from './support/servers.ts';

let device: Device;
beforeAll(() => serversReady('chat', 'embedding'), startMs);
beforeEach(async () => {
  device = await openDevice({ key: servers.key });
});
afterEach(() => device.close());

test('a real vLLM for chat is ready, and what it can do is told', async () => {
  const { contract } = await device.addServer(servers.chatUrl);
  const missing = contract?.capabilities.filter(({ works }) => !works);
  expect(missing).toEqual([]);
  expect(contract?.capabilities.map(({ capability }) => capability)).toEqual([
    ...['chat', 'completions', 'structuredOutput', 'logprobs', 'priority'],
  ]);
  expect(contract).toMatchObject({
    ...{ state: 'ready', models: ['tiny-chat'], maxTokens: 2_048 },
    serverVersion: expect.stringContaining('0.32.0'),
    reportsLoad: true,
  });
});

test('a real vLLM for embeddings tells the length of its vectors', async () => {
  const { contract } = await device.addServer(servers.embeddingUrl, 'embedding');
  expect(contract).toMatchObject({ state: 'ready', models: ['tiny-embedding'], dimensions: 64 });
});

test('a server of another role does not fit, in words', async () => {
  const { contract } = await device.addServer(servers.embeddingUrl, 'chat');
  expect(contract).toMatchObject({ state: 'unfit', models: ['tiny-embedding'] });
  expect(contract?.capabilities.find(({ capability }) => capability === 'chat')?.works).toBe(false);
});

test('a wrong key, and a model that is not there, are told apart', async () => {
  const fields = (more = {}) =>
    endpointFieldsSchema.parse({ name: 'x', role: 'chat', url: servers.chatUrl, ...more });
  const refused = await device.endpoints.add(fields(), 'wrong');
  expect(refused.contract?.error?.code).toBe('endpoint.keyRefused');
  const other = await device.endpoints.add(fields({ model: 'gpt-9' }), servers.key);
  expect(other.contract).toMatchObject({
    ...{ state: 'unfit', models: ['tiny-chat'], error: { code: 'endpoint.modelChanged' } },
  });
});

const documentAt = async (url: string): Promise<Openapi> =>
  openapiSchema.parse(await (await fetch(`${url}/openapi.json`)).json());

test.each([
  ['chat', servers.chatUrl],
  ['embedding', servers.embeddingUrl],
] as const)('what a running %s server says of itself breaks nothing', async (name, url) => {
  expect(breakingDifferences(await readCapture(name), await documentAt(url))).toEqual([]);
});

test('what the installed vLLM says of its answers breaks nothing', async () => {
  const described = await answersDocument(await installVllm());
  expect(breakingDifferences(await readCapture('answers'), described)).toEqual([]);
}, 300_000);
