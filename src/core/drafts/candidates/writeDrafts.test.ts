import { afterEach, beforeEach, expect, test } from 'vitest';
import { briefSchema, type DraftEvent, type SearchHit } from '../../../contract/index.ts';
import { systemClock } from '../../base/index.ts';
import { openTestLibrary, type TestLibrary } from '../../search/testing/searchLibrary.ts';
import { createDrafts } from '../createDrafts.ts';
import {
  askedOf,
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
    const found = { hasFile: true, matched: ['words' as const], snippet, highlights: [], score: 1 };
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
  scriptedModel((_request, call) => texts[call] ?? `Shelf ${call} ${'on and '.repeat(40)}jars.`, {
    base: false,
  });

const ended = (events: readonly DraftEvent[]) =>
  events.flatMap((event) =>
    event.type === 'draft' || event.type === 'dropped' ? [[event.type, event.index]] : [],
  );

/** What a reader sees grow, side by side. */
function shownTexts(events: readonly DraftEvent[]): Map<number, string> {
  const texts = new Map<number, string>();
  for (const event of events) {
    if (event.type === 'token') {
      texts.set(event.index, (texts.get(event.index) ?? '') + event.text);
    }
  }
  return texts;
}

test('the candidates of a brief grow side by side, and the first that ends is told first', async () => {
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
  expect([...shownTexts(events)]).toEqual([...texts.entries()]);
  const firstEnd = events.findIndex(({ type }) => type === 'draft');
  expect(new Set(shownTexts(events.slice(0, firstEnd)).keys())).toEqual(new Set([0, 1, 2]));
  expect(model.requests).toHaveLength(3);
});

test('they differ in seed, pattern and moment, and share all that stands before those', async () => {
  const model = chatModel([
    'What keeps for so many years?',
    'A jar is a bank for 12 beans.',
    'Eat from a jar.',
  ]);
  await eventsOf(model, 3);
  const asked = model.requests.map((request) => ({ seed: request.seed, ...askedOf(request) }));
  for (const part of ['seed', 'moment', 'task'] as const) {
    expect(new Set(asked.map((each) => each[part])).size).toBe(3);
  }
  const [first = '', ...others] = model.requests.map(promptText);
  const shared = first.slice(0, first.lastIndexOf('Moment: '));
  expect(others.every((text) => text.startsWith(shared))).toBe(true);
  expect(shared.length).toBeGreaterThan(first.length / 2);
  expect(model.requests.map(({ maxWords }) => maxWords)).toEqual([18, 18, 18]);
});

test('a candidate that begins like another is ended early, said so, and replaced', async () => {
  const opening = 'Who would have thought that the old jar';
  const model = chatModel([
    `${opening} sits on the window for years?`,
    `${opening} is worth 12 dollars?`,
    'Old jars outlive every new fridge.',
  ]);
  const events = await eventsOf(model, 2);
  const [first, ...others] = ended(events);
  expect(first).toEqual(['dropped', 1]);
  expect(others.toSorted()).toEqual([
    ['draft', 0],
    ['draft', 2],
  ]);
  expect(model.cancelled).toEqual([1]);
  expect(opened.library.db.$client.prepare('SELECT text FROM drafts').all()).toHaveLength(2);
});
