import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelsFolder } from '../../src/cli/folders.ts';
import { type EndpointRole, endpointFieldsSchema } from '../../src/contract/index.ts';
import { silentLogger } from '../../src/core/base/index.ts';
import {
  type TemporaryLibrary,
  temporaryLibrary,
} from '../../src/core/db/testing/temporaryLibrary.ts';
import { createMemorySecrets, createNodeHost } from '../../src/core/host/index.ts';
import { createEndpoints, type Endpoints } from '../../src/core/remote/index.ts';
import { Loopback } from '../support/loopback.ts';

/** The starter models behind `trendroom serve`, in a server's place. */

let own: Loopback;
let temporary: TemporaryLibrary;
let endpoints: Endpoints;
beforeAll(async () => {
  own = await Loopback.open({ modelsDir: modelsFolder() });
  temporary = await temporaryLibrary();
  const host = createNodeHost({
    ...{ libraryDir: '', modelsDir: '', logger: silentLogger, secrets: createMemorySecrets() },
  });
  endpoints = createEndpoints({ host, library: temporary.library });
});
afterAll(async () => {
  await endpoints.dispose();
  await temporary.remove();
  await own.close();
});

test.each([
  [
    'chat',
    'gemma-3-270m-base-q4-k-m',
    ['chat', 'completions', 'structuredOutput', 'logprobs', 'priority'],
  ],
  ['embedding', 'all-minilm-l6-v2', ['embeddings']],
] as const)('our own endpoint passes the check of a %s server', async (role, model, tried) => {
  const url = `http://127.0.0.1:${own.server.port}`;
  const given: { role: EndpointRole; model: string } = { role, model };
  const fields = endpointFieldsSchema.parse({ name: 'This device', url, ...given });
  const { contract } = await endpoints.add(fields, own.server.token);
  expect(contract?.capabilities).toEqual(
    tried.map((capability) => ({ capability, works: true, words: expect.any(String) })),
  );
  expect(contract).toMatchObject({
    state: 'ready',
    ...(role === 'embedding' && { dimensions: 384 }),
  });
});
