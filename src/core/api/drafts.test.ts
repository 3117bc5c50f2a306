import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Draft, DraftEvent, DraftId, SearchHit } from '../../contract/index.ts';
import { createDrafts } from '../drafts/index.ts';
import { type ScriptOptions, scriptedModel } from '../drafts/testing/scriptedModel.ts';
import { openTestLibrary, type TestLibrary } from '../search/testing/searchLibrary.ts';
import { draftHandlers } from './drafts.ts';

let opened: TestLibrary;
let nowMs = 0;
beforeEach(() => {
  opened = openTestLibrary();
  nowMs = 1_000;
});
afterEach(() => opened.close());

const moments = [
  'Lentils cost almost nothing and last for years',
  'We saved twelve dollars a week with one pot',
];
const written = 'Which food costs almost nothing?';

interface Wishes extends ScriptOptions {
  texts?: readonly string[];
  loaded?: string;
  /** How many moments search finds; left out: one. */
  found?: number;
}

function clientOf({ texts = [written], loaded, found: count = 1, ...options }: Wishes = {}) {
  const { library } = opened;
  const clock = { nowMs: () => nowMs++ };
  const model = scriptedModel((_request, call) => texts[call] ?? '', { base: false, ...options });
  const hits = moments.slice(0, count).map((snippet): SearchHit => {
    const time = { startMs: 1_000, endMs: 4_000, kind: 'screen' as const };
    const found = { hasFile: true, matched: ['words' as const], snippet, highlights: [], score: 1 };
    return { videoId: opened.add({ title: 'Pantry' }), title: 'Pantry', ...time, ...found };
  });
  const drafts = createDrafts({
    ...{ library: { ...library, clock }, languageModel: model, clock },
    search: { query: async () => ({ hits }) },
    loadedModel: async () => loaded,
  });
  const client = createRouterClient({ drafts: draftHandlers(drafts, library) });
  return { client: client.drafts, model };
}
type Client = ReturnType<typeof clientOf>['client'];

async function eventsOf(stream: Promise<AsyncIterable<DraftEvent>>): Promise<DraftEvent[]> {
  const events: DraftEvent[] = [];
  for await (const event of await stream) events.push(event);
  return events;
}

async function oneDraft(client: Client): Promise<Draft> {
  await eventsOf(client.create({ topic: 'lentils and money', count: 1 }));
  return first(client);
}

async function first(client: Client): Promise<Draft> {
  const { briefs } = await client.list({});
  const draft = briefs[0]?.drafts[0];
  if (draft === undefined) throw new Error('There is no draft.');
  return draft;
}

test('a star, a rejection and their undoing are kept with the draft', async () => {
  const { client } = clientOf();
  const { id } = await oneDraft(client);
  const starred = await client.change({ draftId: id, isStarred: true });
  expect(starred.starredAtMs).toBeGreaterThan(0);
  // A second star is the first one.
  expect(await client.change({ draftId: id, isStarred: true })).toEqual(starred);
  await client.change({ draftId: id, rejected: 'off-voice' });
  expect(await first(client)).toMatchObject({
    rejected: 'off-voice',
    starredAtMs: expect.any(Number),
  });
  await client.change({ draftId: id, rejected: null, isStarred: false });
  const undone = await first(client);
  expect([undone.rejected, undone.starredAtMs]).toEqual([undefined, undefined]);
});

test('an edit keeps its citations and every text before it, and is not called supported', async () => {
  const { client } = clientOf({ support: () => 0.9 });
  const { id, citations } = await oneDraft(client);
  await client.change({ draftId: id, text: ' What is cheaper than lentils? ' });
  const edited = await client.change({ draftId: id, text: 'Nothing is cheaper.' });
  expect(edited).toMatchObject({
    ...{ text: 'Nothing is cheaper.', citations, editedAtMs: expect.any(Number) },
    versions: [{ text: written, support: 0.9 }, { text: 'What is cheaper than lentils?' }],
  });
  expect(edited).not.toHaveProperty('support');
  expect(edited.versions?.[1]).not.toHaveProperty('support');
  // Back to what the model wrote: what was known of that text is known again.
  const restored = await client.change({ draftId: id, text: written });
  expect(restored).toMatchObject({ text: written, support: 0.9 });
  expect(restored).not.toHaveProperty('editedAtMs');
  expect(restored.versions?.map(({ text }) => text)).toEqual([
    ...[written, 'What is cheaper than lentils?', 'Nothing is cheaper.'],
  ]);
  await expect(client.change({ draftId: id, text: '  ' })).rejects.toMatchObject({
    code: 'usage.invalid',
  });
});

test('an edit is checked again by the model, unasked only when it is in memory', async () => {
  const support = (text: string) => (text === written ? 0.9 : 0.2);
  const resting = clientOf({ support });
  const { id } = await oneDraft(resting.client);
  await resting.client.change({ draftId: id, text: 'Lentils are free.' });
  const unchecked = await resting.client.check({ draftId: id, onlyIfLoaded: true });
  expect(unchecked).not.toHaveProperty('support');
  expect(resting.model.checked).toEqual([written]);
  expect(await resting.client.check({ draftId: id })).toMatchObject({ support: 0.2 });
  // It stays: it is the person's.
  expect(await first(resting.client)).toMatchObject({ text: 'Lentils are free.', support: 0.2 });
  const loaded = clientOf({ support, loaded: 'scripted' });
  await loaded.client.change({ draftId: id, text: 'Lentils cost a lot.' });
  const checked = await loaded.client.check({ draftId: id, onlyIfLoaded: true });
  expect(checked).toMatchObject({ support: 0.2 });
  expect(loaded.model.checked).toEqual(['Lentils cost a lot.']);
});

test('an edit that names a number of its own is not supported, whatever a model says', async () => {
  const { client, model } = clientOf({ support: () => 1 });
  const { id } = await oneDraft(client);
  await client.change({ draftId: id, text: 'Lentils saved me 400 dollars.' });
  expect(await client.check({ draftId: id, onlyIfLoaded: true })).toMatchObject({ support: 0 });
  expect(model.checked).toEqual([written]);
});

test('a model without chat training says that it cannot check', async () => {
  const { client } = clientOf({ base: true, texts: ['Who needs meat when lentils do it?'] });
  const { id } = await oneDraft(client);
  await expect(client.check({ draftId: id })).rejects.toMatchObject({ code: 'draft.notChecked' });
});

test('a draft is named by the beginning of its id; a dropped or removed one is not found', async () => {
  const { client } = clientOf({ texts: ['Lentils cost almost nothing and last', written] });
  const { id } = await oneDraft(client);
  const short = id.slice(0, -2) as DraftId;
  expect(await client.change({ draftId: short, isStarred: true })).toMatchObject({ id });
  const dropped = opened.library.db.$client
    .prepare<[], DraftId>('SELECT id FROM drafts WHERE dropped_reason IS NOT NULL')
    .pluck()
    .get();
  for (const draftId of [dropped ?? id, 'nothing' as DraftId]) {
    await expect(client.change({ draftId, isStarred: true })).rejects.toMatchObject({
      code: 'draft.notFound',
    });
  }
});

test('another draft of the same moment has another pattern; one of another moment cites that', async () => {
  const texts = [written, 'Stop buying what lentils do.', 'Who saves 12 dollars by cooking once?'];
  const { client, model } = clientOf({ texts, found: 2 });
  const draft = await oneDraft(client);
  const again = await eventsOf(client.regenerate({ draftId: draft.id }));
  expect(again.at(-1)).toMatchObject({
    type: 'draft',
    draft: { text: texts[1], citations: draft.citations },
  });
  await eventsOf(
    client.regenerate({ draftId: draft.id, moment: 'other', hookPattern: 'question' }),
  );
  const { briefs } = await client.list({});
  const [record] = briefs;
  // All are drafts of the one brief, the first of them as it was.
  expect(briefs).toHaveLength(1);
  expect(record?.drafts[0]).toEqual(draft);
  expect(record?.drafts[1]?.hookPattern).not.toBe(draft.hookPattern);
  expect(record?.drafts[2]).toMatchObject({
    ...{ text: texts[2], hookPattern: 'question', citations: [{ quote: moments[1] }] },
  });
  await expect(
    eventsOf(client.regenerate({ draftId: draft.id, moment: 'other' })),
  ).rejects.toMatchObject({ code: 'draft.noOtherMoment' });
  expect(model.requests).toHaveLength(3);
});

test('another draft must not say what a draft, or an earlier text of it, says', async () => {
  const texts = [
    written,
    'Which food costs almost nothing, really?',
    'Old jars outlive new fridges.',
  ];
  const { client } = clientOf({ texts });
  const { id } = await oneDraft(client);
  await client.change({ draftId: id, text: 'Cheap food, for years.' });
  const events = await eventsOf(client.regenerate({ draftId: id }));
  const ends = events.filter(({ type }) => type === 'draft' || type === 'dropped');
  expect(ends).toMatchObject([
    { type: 'dropped', dropped: { reason: 'repeats-draft' } },
    { type: 'draft', draft: { text: texts[2] } },
  ]);
});

test('two drafts are merged into one that cites both, judged by what both say', async () => {
  const merged = 'What keeps for years and saves 12 dollars?';
  const texts = [written, 'Do 12 dollars a week sound good?', merged];
  const { client, model } = clientOf({ texts, found: 2 });
  await eventsOf(client.create({ topic: 'lentils and money', count: 2 }));
  const { briefs } = await client.list({});
  const [one, other] = briefs[0]?.drafts ?? [];
  if (one === undefined || other === undefined) throw new Error('There are two drafts.');
  const events = await eventsOf(client.merge({ draftIds: [one.id, other.id] }));
  expect(events.at(-1)).toMatchObject({
    type: 'draft',
    draft: {
      text: merged,
      citations: [...one.citations, ...other.citations],
      why: expect.stringMatching(/0:01 of “Pantry”, and what is shown at 0:01/),
    },
  });
  expect(model.checked.at(-1)).toBe(merged);
  for (const said of moments) {
    expect(JSON.stringify(model.requests.at(-1)?.prompt)).toContain(said);
  }
  await expect(eventsOf(client.merge({ draftIds: [one.id, one.id] }))).rejects.toMatchObject({
    code: 'draft.notMergeable',
  });
});

/** The turns before the one that asks, without those that all briefs share. */
function ownTurns(model: ReturnType<typeof clientOf>['model']): string[] {
  const { prompt } = model.requests.at(-1) ?? {};
  if (!Array.isArray(prompt)) throw new Error('It is a conversation.');
  // The instructions, and one exchange for each of the eight patterns.
  return prompt.slice(17, -1).map(({ content }) => content);
}

test('a starred hook is an example of the next brief, behind what all briefs share', async () => {
  const texts = [written, 'Do jars outlive your fridge?', 'Do jars know what you owe?'];
  const { client, model } = clientOf({ texts });
  const { id } = await oneDraft(client);
  const [before] = model.requests;
  expect(await client.examples()).toEqual({ examples: [] });
  await client.change({ draftId: id, isStarred: true });
  const topic = 'lentils and money';
  expect(await client.examples()).toEqual({ examples: [{ draftId: id, text: written, topic }] });
  await eventsOf(client.create({ topic: 'old jars', count: 1 }));
  expect(ownTurns(model)).toEqual([expect.stringContaining(moments[0] ?? ''), written]);
  const [first, second] = [before?.prompt, model.requests.at(-1)?.prompt];
  if (!Array.isArray(first) || !Array.isArray(second)) throw new Error('They are conversations.');
  expect(second.slice(0, 17)).toEqual(first.slice(0, 17));
  await eventsOf(client.create({ topic: 'old jars', count: 1, withOwnExamples: false }));
  expect(ownTurns(model)).toEqual([]);
});

test('an edited hook is one too; not one that was rejected, or that its moment does not support', async () => {
  const { client } = clientOf({ texts: [written, 'Do jars outlive your fridge?'] });
  const { id } = await oneDraft(client);
  await client.change({ draftId: id, text: 'Cheap food, for years.' });
  const texts = async () => (await client.examples()).examples.map(({ text }) => text);
  expect(await texts()).toEqual(['Cheap food, for years.']);
  await client.change({ draftId: id, text: written });
  expect(await texts()).toEqual([]);
  await client.change({ draftId: id, text: 'Cheap food, for years.' });
  await client.change({ draftId: id, rejected: 'dull' });
  expect(await texts()).toEqual([]);
  await client.change({ draftId: id, rejected: null, text: 'Cheap food, for 90 years.' });
  await client.check({ draftId: id, onlyIfLoaded: true });
  expect(await texts()).toEqual([]);
});

test('a new draft that copies an example is dropped', async () => {
  const { client } = clientOf({ texts: [written, written, 'Do jars outlive your fridge?'] });
  const { id } = await oneDraft(client);
  await client.change({ draftId: id, isStarred: true });
  const events = await eventsOf(client.create({ topic: 'old jars', count: 1 }));
  const dropped = events.filter(({ type }) => type === 'dropped');
  expect(dropped).toMatchObject([{ dropped: { text: written, reason: 'copies-source' } }]);
});

test('a hook becomes an outline: each beat has its time and cites what supports it', async () => {
  const beats = [
    'Weeks of it, and my wallet noticed.',
    'See the price on the bag: nearly nothing.',
    'Buy a bag before Sunday.',
  ];
  const { client, model } = clientOf({ texts: [written, ...beats], found: 2 });
  const { id, citations } = await oneDraft(client);
  const { outline } = await client.outline({ draftId: id });
  expect(outline).toMatchObject([
    { beat: 'hook', text: written, startMs: 0, endMs: 2_000, citations },
    { beat: 'turn', text: beats[0], startMs: 2_000, endMs: 4_800, citations },
    { beat: 'proof', text: beats[1], startMs: 4_800, citations: [{ quote: moments[1] }] },
    { beat: 'close', text: beats[2], citations },
  ]);
  expect(model.checked.slice(1)).toEqual(beats);
  expect((await first(client)).outline).toEqual(outline);
  // An edited hook is the outline's.
  await client.change({ draftId: id, text: 'Cheap food.' });
  expect((await first(client)).outline?.[0]).toMatchObject({ text: 'Cheap food.' });
});

test('a beat that no moment supports is left to the person, with its moment', async () => {
  const support = (text: string) => (text.includes('wallet') ? 0.1 : 0.9);
  const line = 'And my wallet noticed it.';
  const texts = [
    written,
    line,
    line,
    line,
    line,
    'See the price: nearly nothing.',
    'Buy a bag now.',
  ];
  const { client } = clientOf({ texts, support });
  const { id, citations } = await oneDraft(client);
  const { outline = [] } = await client.outline({ draftId: id });
  expect(outline[1]).toEqual({ beat: 'turn', startMs: 2_000, endMs: 4_000, citations });
  expect(outline.slice(2).map(({ text }) => text)).toEqual(texts.slice(-2));
});
