import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSamples } from '../../../test/support/samples.ts';
import { modelsFolder } from '../../cli/folders.ts';
import {
  type Brief,
  briefSchema,
  type DraftEvent,
  draftEventSchema,
} from '../../contract/index.ts';
import { silentLogger, systemClock } from '../base/index.ts';
import { createNodeHost } from '../host/index.ts';
import { createInference, createModelStore, type Inference } from '../inference/index.ts';
import { createSearch } from '../search/index.ts';
import { chunk, openTestLibrary, type TestLibrary } from '../search/testing/searchLibrary.ts';
import { createDrafts, type Drafts } from './createDrafts.ts';
import { copiedShare } from './support/copiedShare.ts';

let opened: TestLibrary;
let inference: Inference;
let drafts: Drafts;
/** The sample clips' true texts, searched by words; what is on the topic, the real model judges. */
beforeAll(() => {
  opened = openTestLibrary();
  const { library } = opened;
  for (const [title, { sentences }] of Object.entries(readSamples().truth.files)) {
    opened.add({
      title,
      segments: sentences.map((sentence) => ({ ...sentence, words: [] })),
      chunks: sentences.map(({ text, ...span }) => chunk(text, span)),
    });
  }
  const host = createNodeHost({
    libraryDir: library.directory,
    modelsDir: modelsFolder(),
    logger: silentLogger,
  });
  inference = createInference({ host, models: createModelStore({ host }) });
  const { languageModel, embedder } = inference;
  drafts = createDrafts({
    library,
    search: createSearch({ library }),
    languageModel,
    embedder,
    clock: systemClock,
    firstSeed: () => 1,
  });
});
afterAll(() => {
  return inference.dispose().finally(() => opened.close());
});

const brief = (change: Partial<Brief> = {}): Brief =>
  briefSchema.parse({ topic: 'saving money on lunch and groceries', count: 2, ...change });

async function all(events: AsyncIterable<DraftEvent>): Promise<DraftEvent[]> {
  const list: DraftEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

test('real drafts cite retrieved moments only, in words of their own; an engine that just started repeats them', async () => {
  await inference.dispose();
  const events = await all(drafts.draft(brief()));
  for (const event of events) expect(draftEventSchema.safeParse(event).error).toBeUndefined();
  const started = events.find((event) => event.type === 'started');
  const evidence = started?.evidence ?? [];
  expect(evidence.length).toBeGreaterThan(1);
  expect(started?.modelNote).toContain('for trying');
  const kept = events.flatMap((event) => (event.type === 'draft' ? [event.draft] : []));
  expect(kept).toHaveLength(2);
  for (const { text, citations } of kept) {
    for (const citation of citations) expect(evidence).toContainEqual(citation);
    for (const { quote } of evidence) expect(copiedShare(text, quote)).toBeLessThan(0.4);
    expect(text.split(/\s+/).length).toBeLessThanOrEqual(18);
  }
  await inference.dispose();
  const again = await all(drafts.draft(brief()));
  expect(textsOf(again)).toEqual(textsOf(events));
});

test('what nothing in the library is about gets no draft', async () => {
  for (const topic of ['quantum chromodynamics', 'stock market of the eighties']) {
    await expect(all(drafts.draft(brief({ topic })))).rejects.toMatchObject({
      code: 'draft.noEvidence',
    });
  }
});

test('cancelling ends the drafting within two seconds', async () => {
  const controller = new AbortController();
  let askedAtMs = 0;
  const running = (async () => {
    const { signal } = controller;
    for await (const event of drafts.draft(brief({ count: 20 }), { signal })) {
      if (event.type !== 'token' || askedAtMs > 0) continue;
      askedAtMs = performance.now();
      controller.abort();
    }
  })();
  await expect(running).rejects.toMatchObject({ code: 'job.cancelled' });
  expect(askedAtMs).toBeGreaterThan(0);
  expect(performance.now() - askedAtMs).toBeLessThan(2_000);
});

function textsOf(events: readonly DraftEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type === 'draft') return [event.draft.text];
    return event.type === 'dropped' ? [`${event.dropped.reason}: ${event.dropped.text}`] : [];
  });
}
