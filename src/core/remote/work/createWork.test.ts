import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  activeSpace,
  buildingTeamSpace,
  countVectors,
  removeVideo,
  teamSpace,
} from '../../library/index.ts';
import {
  chunk,
  openTestLibrary,
  type TestLibrary,
  topicEmbedder,
} from '../../search/testing/searchLibrary.ts';
import {
  type Answer,
  type FakeServer,
  startFakeServer,
  wellBehaved,
} from '../testing/fakeServer.ts';
import { type DeviceWithWork, openDeviceWithWork } from './testing/deviceWithWork.ts';

let opened: TestLibrary;
let server: FakeServer;
let device: DeviceWithWork;

beforeEach(async () => {
  opened = openTestLibrary();
  server = await startFakeServer();
  device = openDeviceWithWork({ library: opened.library });
});
afterEach(async () => {
  await device.close();
  await server.close();
  opened.close();
});

const everything = { kind: 'embed', selection: { of: 'everything' } } as const;
const addVideo = (texts: number, channel?: string) =>
  opened.add({
    title: channel ?? 'v',
    chunks: Array.from({ length: texts }, (_, at) =>
      chunk(`${channel} says ${at}`, { startMs: at, endMs: at + 1 }),
    ),
  });
async function addServer(more: Parameters<DeviceWithWork['addServer']>[1] = {}): Promise<void> {
  await device.addServer(server.url, more);
  // Its check asked too.
  server.asked.length = 0;
}
/** The texts that servers were asked to embed, but for checks. */
const askedTexts = (): string[] =>
  server.asked.flatMap(({ body: { input } }) => (Array.isArray(input) ? input : [])).map(String);
const rowsOf = (id: Parameters<DeviceWithWork['batches']['rows']>[0]) =>
  device.batches.rows(id, { offset: 0, limit: 100 }).rows;

test('a plan says what would leave and sends nothing of the library, also before consent', async () => {
  const videoId = addVideo(40, 'A');
  addVideo(2, 'B');
  await addServer({ approved: false, inputPrice: 1_000 });
  const selection = { of: 'videos' as const, videoIds: [videoId] };
  const plan = await device.work.plan({ kind: 'embed', selection });
  expect(plan).toMatchObject({
    ...{ kind: 'embed', place: 'remote', rows: 2, items: 40, videos: 1 },
    server: { name: 'GPU box', model: 'tiny', approved: false },
    first: 'A says 0',
    problem: { code: 'endpoint.notApproved' },
  });
  expect(plan.characters).toBe(10 * 8 + 30 * 9);
  expect(plan.cost).toBeCloseTo((plan.tokens * 1_000) / 1_000_000);
  expect(server.asked).toEqual([]);
  await expect(device.work.start({ kind: 'embed', selection })).rejects.toMatchObject({
    code: 'endpoint.notApproved',
  });
  expect(device.batches.list(10)).toEqual([]);
});

test('without a server the plan says why', async () => {
  addVideo(1);
  expect(await device.work.plan(everything)).toMatchObject({
    rows: 0,
    problem: { code: 'endpoint.none' },
  });
});

test('vectors come into a space of the server’s model, once, and search has it when it is whole', async () => {
  const videoId = addVideo(70);
  await opened.embed();
  await addServer();
  const { batch } = await device.work.start(everything);
  if (batch === undefined) throw new Error('no batch');
  // Asked for a second time while it is under way: nothing is asked twice.
  expect(await device.work.plan(everything)).toMatchObject({
    rows: 0,
    leftOut: [{ words: 'in progress in another batch', items: 70 }],
  });
  expect((await device.work.start(everything)).batch).toBeUndefined();
  expect((await device.ended(batch.id)).progress).toMatchObject({ rows: 3, done: 3 });
  const { library } = opened;
  const space = teamSpace(library);
  expect(space).toMatchObject({ modelId: 'tiny', dimensions: 2 });
  expect(countVectors(library, space?.id ?? 0)).toEqual({ embedded: 70, total: 70 });
  // This machine's space stays: it answers when the server does not.
  expect(activeSpace(library)?.modelId).toBe('topics');
  expect(new Set(askedTexts()).size).toBe(70);
  expect(askedTexts().length).toBe(70);
  const rows = rowsOf(batch.id);
  expect(rows.map(({ outcome }) => outcome)).toContain('Stored 32 vectors.');
  expect(rows.map(({ outcome }) => outcome).join()).toContain('Search now uses them.');
  expect(rows[0]).toMatchObject({ model: 'tiny', state: 'done' });
  // The vectors are in the library; the row does not keep them a second time.
  expect(rows[0]).not.toHaveProperty('response');
  expect(device.work.ofVideo(videoId)).toMatchObject([
    { batchId: batch.id, kind: 'embed', model: 'tiny', items: 70 },
  ]);
  // What came later is all that is asked for.
  addVideo(3, 'later');
  const again = await device.work.start(everything);
  expect((await device.ended(again.batch?.id ?? batch.id)).progress).toMatchObject({ done: 1 });
  expect(askedTexts().length).toBe(73);
  expect(countVectors(library, space?.id ?? 0)).toEqual({ embedded: 73, total: 73 });
});

test('a video that was removed meanwhile: the row is done, nothing is stored, and it says so', async () => {
  const videoId = addVideo(3);
  await addServer();
  const { batch } = await device.work.start(everything);
  if (batch === undefined) throw new Error('no batch');
  removeVideo(opened.library, videoId);
  expect((await device.ended(batch.id)).progress).toMatchObject({ done: 1, rejected: 0 });
  expect(rowsOf(batch.id)[0]?.outcome).toMatch(/^Nothing was saved: 3 texts were removed/);
  expect(device.work.ofVideo(videoId)).toEqual([]);
});

test('vectors of another model, or without a direction, are rejected and change nothing', async () => {
  addVideo(3);
  await addServer({ model: 'tiny' });
  const answers: Answer[] = [
    ({ body }) => ({ ...embeddings(body, [1, 0]), model: 'other' }),
    ({ body }) => embeddings(body, [0, 0]),
  ];
  for (const answer of answers) {
    server.answer = answer;
    const { batch } = await device.work.start(everything);
    if (batch === undefined) throw new Error('no batch');
    expect((await device.ended(batch.id)).progress).toMatchObject({ done: 0, rejected: 1 });
    expect(await device.batches.errors(batch.id)).toMatchObject([
      { code: 'endpoint.invalidAnswer' },
    ]);
  }
  expect(buildingTeamSpace(opened.library)).toBeUndefined();
});

test('when its server fails, no text goes to a server of another model: the work waits, and says why', async () => {
  addVideo(3);
  await addServer({ model: 'tiny' });
  const other = await startFakeServer(embedsAs('other', [1, 0, 0]));
  try {
    await device.addServer(other.url, { priority: 1 });
    other.asked.length = 0;
    server.answer = ({ path }, response) => {
      // Also its list: it is down.
      response.writeHead(path === '/v1/embeddings' ? 503 : 500).end('{}');
      return undefined;
    };
    const { batch } = await device.work.start(everything);
    if (batch === undefined) throw new Error('no batch');
    const asked = () => askedTexts().length;
    device.batches.start();
    await expect.poll(asked).toBeGreaterThan(0);
    const [first] = (await device.endpoints.list()).endpoints;
    if (first === undefined) throw new Error('no server');
    await device.endpoints.change(first.id, { enabled: false });
    await expect
      .poll(() => device.batches.get(batch.id).batch.waitingFor?.message, { timeout: 5_000 })
      .toBe('GPU box embeds with other, but embeddings of tiny were requested.');
    expect(other.asked.filter(({ path }) => path === '/v1/embeddings')).toEqual([]);
    await device.endpoints.change(first.id, { enabled: true });
    server.answer = wellBehaved;
    expect((await device.ended(batch.id)).progress).toMatchObject({
      done: 1,
      rejected: 0,
      failed: 0,
    });
    expect(teamSpace(opened.library)).toMatchObject({ modelId: 'tiny', dimensions: 2 });
    expect(other.asked.filter(({ path }) => path === '/v1/embeddings')).toEqual([]);
  } finally {
    await other.close();
  }
});

test('a model of the same name whose vectors have another length is refused before anything is sent', async () => {
  addVideo(2);
  await addServer();
  const { batch } = await device.work.start(everything);
  if (batch === undefined) throw new Error('no batch');
  await device.ended(batch.id);
  addVideo(1, 'later');
  server.answer = embedsAs('tiny', [1, 0, 0]);
  const [{ id } = { id: undefined }] = (await device.endpoints.list()).endpoints;
  if (id === undefined) throw new Error('no server');
  await device.endpoints.check(id);
  server.asked.length = 0;
  const problem = {
    code: 'endpoint.modelChanged',
    message: 'Embeddings of GPU box have 3 dimensions, but those of tiny in the library have 2.',
  };
  expect(await device.work.plan(everything)).toMatchObject({ rows: 0, problem });
  await expect(device.work.start(everything)).rejects.toMatchObject(problem);
  expect(server.asked).toEqual([]);
});

test('a server with this machine’s model fills the space that search uses', async () => {
  const embedder = topicEmbedder();
  await device.close();
  device = openDeviceWithWork({ library: opened.library, embedder });
  opened.add({ chunks: [chunk('money')] });
  await opened.embed();
  opened.add({ chunks: [chunk('a beach')] });
  const twin = topicEmbedder();
  server.answer = (asked, response) => {
    if (asked.path !== '/v1/embeddings') return wellBehaved(asked, response);
    const texts = [asked.body.input].flat().map(String);
    void twin.embed(texts).then((vectors) => {
      // As a server may do: not of unit length, and with its own rounding.
      const data = vectors.map((vector) => ({ embedding: [...vector].map((x) => x * 3 + 1e-4) }));
      response.end(JSON.stringify({ model: 'tiny', data }));
    });
    return undefined;
  };
  await addServer({ model: 'tiny' });
  const plan = await device.work.plan(everything);
  expect(plan).toMatchObject({ rows: 1, items: 1 });
  expect(plan.outcome).toContain('serves the same model as this computer');
  const { batch } = await device.work.start(everything);
  if (batch === undefined) throw new Error('no batch');
  await device.ended(batch.id);
  const space = activeSpace(opened.library);
  expect(countVectors(opened.library, space?.id ?? 0)).toEqual({ embedded: 2, total: 2 });
  expect(teamSpace(opened.library)).toBeUndefined();
});

test('here, or while no server can be asked, this machine embeds by itself', async () => {
  addVideo(1);
  const here = await device.work.start({ ...everything, place: 'local' });
  expect(here.batch).toBeUndefined();
  expect(here.words).toContain('This computer embeds');
  await device.work.start({ ...everything, place: 'remote-then-local' });
  expect(device.embeddedLocally).toHaveLength(2);
  await expect(device.work.start(everything)).rejects.toMatchObject({ code: 'endpoint.none' });
});

test('only the videos of a filter', async () => {
  addVideo(2, 'Cooking');
  addVideo(5, 'Running');
  await addServer();
  const selection = { of: 'filter', text: 'cook', filters: {} } as const;
  expect(await device.work.plan({ kind: 'embed', selection })).toMatchObject({
    items: 2,
    videos: 1,
  });
});

function embeddings({ input }: Record<string, unknown>, embedding: number[]) {
  const texts = Array.isArray(input) ? input : [input];
  return { model: 'tiny', data: texts.map(() => ({ embedding })) };
}

/** An embedding server of another model. */
function embedsAs(model: string, embedding: number[]): Answer {
  return (asked, response) => {
    if (asked.path === '/v1/models') return { data: [{ id: model }] };
    if (asked.path !== '/v1/embeddings') return wellBehaved(asked, response);
    return { ...embeddings(asked.body, embedding), model };
  };
}
