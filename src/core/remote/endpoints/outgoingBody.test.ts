import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endpointFieldsSchema } from '../../../contract/index.ts';
import { silentLogger } from '../../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createMemorySecrets, createNodeHost } from '../../host/index.ts';
import { createEndpoints, type Endpoints } from './createEndpoints.ts';
import type { OutgoingBody } from './outgoingBody.ts';

const sizeBytes = 402_000_000;

let place: TemporaryLibrary;
let endpoints: Endpoints;
let received: { bytes: number; announced: number; most: number };
let answer: { status: number; atBytes: number } | undefined;
const server = createServer((request, response) => {
  if (request.method === 'GET') return void response.writeHead(404).end();
  received = { bytes: 0, announced: Number(request.headers['content-length']), most: 0 };
  request.on('data', (chunk: Buffer) => {
    received.bytes += chunk.length;
    received.most = Math.max(received.most, process.memoryUsage.rss());
    if (answer !== undefined && received.bytes >= answer.atBytes && !response.headersSent) {
      response.writeHead(answer.status).end('{"error":{"message":"More than I take."}}');
    }
  });
  request.on('end', () => {
    if (!response.headersSent) response.end('{"ok":true}');
  });
});

beforeEach(async () => {
  place = await temporaryLibrary();
  answer = undefined;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = createNodeHost({
    ...{ libraryDir: '', modelsDir: '', logger: silentLogger, secrets: createMemorySecrets() },
  });
  endpoints = createEndpoints({ host, library: place.library });
});
afterEach(async () => {
  await endpoints.dispose();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await place.remove();
});

/** A file that takes no room: what is sent of it is zeros. */
async function largeFile(bytes = sizeBytes): Promise<string> {
  const path = join(place.folder, 'large.flac');
  await using file = await open(path, 'w');
  await file.truncate(bytes);
  return path;
}

async function send(streamed: OutgoingBody): Promise<unknown> {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fields = endpointFieldsSchema.parse({ name: 'GPU box', role: 'transcription', url });
  const { id } = await endpoints.add(fields);
  await endpoints.approve(id, true);
  const request = { path: '/v1/audio/transcriptions', streamed, timeoutMs: 60_000 } as const;
  return (await endpoints.servers.call(id, request)).body;
}

test.each(['bytes', 'base64'] as const)(
  '%s of a large file are sent in little memory',
  async (encoding) => {
    const path = await largeFile();
    const before = process.memoryUsage.rss();
    const pieces = ['{"a":"', { path, sizeBytes, encoding }, '"}'];
    expect(await send({ contentType: 'application/json', pieces })).toEqual({ ok: true });
    const expected = 8 + (encoding === 'bytes' ? sizeBytes : (sizeBytes / 3) * 4);
    expect([received.bytes, received.announced]).toEqual([expected, expected]);
    expect(received.most - before).toBeLessThan(sizeBytes / 3);
  },
  60_000,
);

test('a server that refuses in the middle of an upload is heard, and the rest is not sent', async () => {
  answer = { status: 413, atBytes: 1_000_000 };
  const path = await largeFile();
  const pieces = [{ path, sizeBytes, encoding: 'bytes' as const }];
  await expect(send({ contentType: 'audio/flac', pieces })).rejects.toMatchObject({
    code: 'endpoint.refused',
    message: 'GPU box answered 413: More than I take.',
  });
  expect(received.bytes).toBeLessThan(sizeBytes / 2);
}, 120_000);

test('a file that became shorter fails the request, not the server', async () => {
  const path = await largeFile(1_000);
  const pieces = [{ path, sizeBytes: 2_000, encoding: 'bytes' as const }];
  await expect(send({ contentType: 'audio/flac', pieces })).rejects.toMatchObject({
    code: 'media.altered',
  });
}, 120_000);
