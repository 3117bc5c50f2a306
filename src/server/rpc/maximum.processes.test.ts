import { afterAll, beforeAll, expect, test } from 'vitest';
import { Loopback } from '../../../test/support/loopback.ts';
import { maxMessageBytes } from '../../contract/index.ts';

/** The contract's maximum of requests and ids, through both transports of this host. */
let host: Loopback;
beforeAll(async () => {
  host = await Loopback.open();
});
afterAll(() => host.close());

const requests = Array.from({ length: 50_000 }, (_, number) => ({
  customId: `row-${number}`,
  body: { messages: [{ role: 'user', content: `Name the hook of clip ${number}.` }] },
}));
const batch = { name: 'All', kind: 'chat', place: 'local', paused: true, requests } as const;
/** No video has them: what counts is that each was read. */
const videoIds = Array.from(
  { length: 100_000 },
  (_, number) => `019aaaaa-0000-7000-8000-${number.toString(16).padStart(12, '0')}`,
);

test('the contract’s maximum passes the socket', async () => {
  const { client, socket } = await host.page();
  expect((await client.batches.create(batch)).progress).toMatchObject({ rows: 50_000 });
  const collection = { name: 'All', videoIds: videoIds as never };
  await expect(client.collections.create(collection)).rejects.toMatchObject({
    code: 'video.notFound',
  });
  expect(socket.readyState).toBe(WebSocket.OPEN);
}, 120_000);

test('the contract’s maximum passes HTTP, and what is larger is refused with what to do', async () => {
  const post = (path: string, body: string) =>
    host.ask(path, {
      method: 'POST',
      headers: {
        ...host.bearer,
        'content-type': 'application/json',
        'content-length': `${Buffer.byteLength(body)}`,
      },
      body,
    });
  const made = await post('/api/batches', JSON.stringify(batch));
  expect([made.status, JSON.parse(made.text)]).toMatchObject([200, { progress: { rows: 50_000 } }]);
  const ids = await post('/api/collections', JSON.stringify({ name: 'All', videoIds }));
  expect([ids.status, JSON.parse(ids.text)]).toMatchObject([404, { code: 'video.notFound' }]);
  const larger = await post('/api/batches', ' '.repeat(maxMessageBytes + 1));
  expect([larger.status, larger.text]).toEqual([
    413,
    'A body may have 32 MB. Send a file to /uploads.\n',
  ]);
}, 120_000);

test('a batch file that is larger than a message is sent to /uploads and becomes a batch', async () => {
  const padding = 'What does the clip say? '.repeat(25);
  const file = requests
    .map(({ customId, body }) =>
      JSON.stringify({ custom_id: customId, url: '/v1/chat/completions', body, padding }),
    )
    .join('\n');
  expect(file.length).toBeGreaterThan(maxMessageBytes);
  const uploadId = '018f0000-0000-4000-8000-000000000000';
  const sent = await host.ask(`/uploads/${uploadId}/all.jsonl`, {
    method: 'PUT',
    headers: { ...host.bearer, 'content-length': `${Buffer.byteLength(file)}` },
    body: file,
  });
  expect(sent.status).toBe(200);
  const made = await host.ask('/api/batches', {
    method: 'POST',
    headers: { ...host.bearer, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'All', place: 'local', paused: true, uploadId }),
  });
  expect([made.status, JSON.parse(made.text)]).toMatchObject([200, { progress: { rows: 50_000 } }]);
}, 120_000);
