import { expect, test } from 'vitest';
import { briefSchema, type DraftEvent, type SearchHit } from '../../../../contract/index.ts';
import { systemClock } from '../../../base/index.ts';
import { openTestLibrary } from '../../../search/testing/searchLibrary.ts';
import { createDrafts } from '../../createDrafts.ts';
import { promptText, scriptedModel } from '../../testing/scriptedModel.ts';

const moment = 'I fed the fish three times a day and after one week the water was green';

test('a word that the moment does not have is told to a small model, and written without', async () => {
  const texts = ['How did I feed the hungry fish?', 'Why is the water of my fish green?'];
  // This file is as small as a model's can be.
  const path = import.meta.filename;
  const model = scriptedModel((_, call) => texts[call] ?? '', { base: false, path });
  const opened = openTestLibrary();
  const events: DraftEvent[] = [];
  try {
    const time = { startMs: 1_000, endMs: 4_000, kind: 'screen' as const, snippet: moment };
    const found = { hasFile: true, matched: ['words' as const], highlights: [], score: 1 };
    const videoId = opened.add({ title: 'Fish' });
    const hits: SearchHit[] = [{ videoId, title: 'Fish', ...time, ...found }];
    const drafts = createDrafts({
      ...{ library: opened.library, languageModel: model, clock: systemClock },
      search: { query: async () => ({ hits }) },
    });
    const brief = briefSchema.parse({ topic: 'fish', count: 1 });
    for await (const event of drafts.draft(brief)) events.push(event);
  } finally {
    opened.close();
  }
  const [first, second] = model.requests;
  expect(first?.preferredWords).toContain('fish');
  expect(first?.preferredWords).not.toContain('hungry');
  expect(second && promptText(second)).toMatch(/Do not say "hungry"\.$/);
  expect(events.flatMap((event) => (event.type === 'draft' ? [event.draft.text] : []))).toEqual([
    'Why is the water of my fish green?',
  ]);
});
