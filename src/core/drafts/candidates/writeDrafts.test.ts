import { afterEach, beforeEach, expect, test } from 'vitest';
import { briefSchema, type DraftEvent, type SearchHit } from '../../../contract/index.ts';
import { systemClock } from '../../base/index.ts';
import { openTestLibrary, type TestLibrary } from '../../search/testing/searchLibrary.ts';
import { createDrafts } from '../createDrafts.ts';
import {
  allowedAt,
  promptText,
  type ScriptedModel,
  scriptedModel,
} from '../testing/scriptedModel.ts';

const moments = [
  'Lentils cost almost nothing and last for years',
  'We saved twelve dollars every week with one pot of lentils',
  'My grandmother kept lentils in a jar by the window',
];
let opened: TestLibrary;
beforeEach(() => {
  opened = openTestLibrary();
});
afterEach(() => opened.close());

async function eventsOf(model: ScriptedModel, count: number): Promise<DraftEvent[]> {
  const hits = moments.map((snippet, at): SearchHit => {
    const title = `Clip ${at}`;
    const time = { startMs: 1_000, endMs: 4_000, kind: 'screen' as const };
    const found = { matched: ['words' as const], snippet, highlights: [], score: 1 };
    return { videoId: opened.add({ title }), title, ...time, ...found };
  });
  const drafts = createDrafts({
    ...{ library: opened.library, languageModel: model, clock: systemClock },
    search: { query: async () => ({ hits }) },
  });
  const events: DraftEvent[] = [];
  const brief = briefSchema.parse({ topic: 'lentils and money', count });
  for await (const event of drafts.draft(brief)) events.push(event);
  return events;
}

const chatModel = (texts: readonly string[]): ScriptedModel =>
  scriptedModel(
    (request, call) =>
      JSON.stringify({
        device: allowedAt(request, 'device')[0],
        citations: allowedAt(request, 'citations'),
        text: texts[call] ?? `Shelf ${call}${'0'.repeat(400)} is full of jars.`,
        why: 'It sets prices apart.',
      }),
    { base: false },
  );

const ended = (events: readonly DraftEvent[]) =>
  events.flatMap((event) =>
    event.type === 'draft' || event.type === 'dropped' ? [[event.type, event.index]] : [],
  );

/** What a reader sees grow, one entry for each text. */
function shownTexts(events: readonly DraftEvent[]): string[] {
  const texts = new Map<number, string>();
  let order = '';
  for (const event of events) {
    if (event.type !== 'token') continue;
    if (!order.endsWith(`${event.index}`)) order += event.index;
    texts.set(event.index, (texts.get(event.index) ?? '') + event.text);
  }
  // Each text is shown in one go: none comes back.
  expect(new Set(order).size).toBe(order.length);
  return [...texts.values()];
}

test('the candidates of a brief are in work together, and the first that ends is told first', async () => {
  const texts = [
    'Is there anything on the shelf that your wallet likes more, and that keeps longer than this?',
    'What is cheap and keeps 12 years?',
    'Old jars hold more dinners than new fridges, and they never hum.',
  ];
  const model = chatModel(texts);
  const events = await eventsOf(model, 3);
  expect(ended(events)).toEqual([
    ['draft', 1],
    ['draft', 2],
    ['draft', 0],
  ]);
  expect(shownTexts(events)).toEqual([texts[0]]);
  expect(model.requests).toHaveLength(3);
});

test('they differ in seed and pattern, and their prompts only in the last line', async () => {
  const model = chatModel([
    'What keeps for so many years?',
    'A jar is a bank for 12 beans.',
    'Eat from a jar.',
  ]);
  await eventsOf(model, 3);
  const { requests } = model;
  const asked = requests.map((request) => [request.seed, ...allowedAt(request, 'device')]);
  for (const column of [0, 1]) {
    expect(new Set(asked.map((each) => each[column])).size).toBe(3);
  }
  const lines = requests.map((request) => promptText(request).split('\n'));
  const beginnings = lines.map((each) => each.slice(0, -1).join('\n'));
  expect(new Set(beginnings).size).toBe(1);
  expect(beginnings[0]).toContain(moments[2]);
  expect(lines.map((each) => each.at(-1))).toEqual([
    expect.stringMatching(/"question"/),
    expect.stringMatching(/"number"/),
    expect.stringMatching(/"contrast"/),
  ]);
});

test('when there are enough, the others are cancelled and leave nothing behind', async () => {
  const copy = 'Lentils cost almost nothing and last for years?';
  const long = `Which${'ever'.repeat(80)} shelf is this?`;
  const model = chatModel([copy, long, 'What does your jar earn?']);
  const events = await eventsOf(model, 1);
  expect(ended(events)).toEqual([
    ['dropped', 0],
    ['draft', 2],
  ]);
  expect(model.cancelled).toEqual([1]);
  expect(opened.library.db.$client.prepare('SELECT text FROM drafts').all()).toHaveLength(2);
});

test('a candidate that begins like another is cancelled early, and replaced', async () => {
  const opening = 'Who would have thought that the old jar';
  const model = chatModel([
    `${opening} sits on the window${'sill'.repeat(40)}?`,
    `${opening} is worth 12 dollars?`,
    'Old jars outlive every new fridge.',
  ]);
  const events = await eventsOf(model, 2);
  expect(ended(events)).toEqual([
    ['draft', 1],
    ['draft', 2],
  ]);
  expect(model.cancelled[0]).toBe(0);
});

test('a text that goes beyond its length is ended there, and told as too long', async () => {
  const long = 'on and '.repeat(80);
  const model = chatModel([
    `Why go ${long}?`,
    'Why do 12 dollars last?',
    'Old jars never go flat.',
  ]);
  const events = await eventsOf(model, 1);
  expect(ended(events).slice(0, 1)).toEqual([['dropped', 0]]);
  const dropped = events.find((event) => event.type === 'dropped')?.dropped;
  expect(dropped?.reason).toBe('too-long');
  expect(dropped?.text.split(' ').length).toBeLessThan(25);
  expect(model.cancelled).toContain(0);
});
