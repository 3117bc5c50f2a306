import { afterEach, beforeEach, expect, test } from 'vitest';
import { briefIdSchema, draftIdSchema } from '../../../contract/index.ts';
import { DraftRepository } from '../../drafts/index.ts';
import { openTestLibrary, type TestLibrary } from '../../search/testing/searchLibrary.ts';
import { applyToOwn } from './merge/applyToOwn.ts';
import { emptyState } from './recordState.ts';

let opened: TestLibrary;
beforeEach(() => {
  opened = openTestLibrary();
});
afterEach(() => opened.close());

test('a text of another device takes the place of a draft’s, which is kept, and nothing is known of it', () => {
  const { library } = opened;
  const repository = new DraftRepository(library.db);
  const briefId = briefIdSchema.parse('b');
  const id = draftIdSchema.parse('d');
  repository.insertBrief({ id: briefId, topic: 'rain', lengthWords: 18, count: 1, createdAtMs: 1 });
  const time = { startMs: 0, endMs: 900 };
  repository.insertDraft({
    ...{ id, briefId, text: 'As written', hookPattern: 'story', why: 'why', modelId: 'm' },
    ...{ createdAtMs: 2, support: 0.9, closeness: 0.5, novelty: 0.5 },
    citations: [{ videoId: opened.add({}), title: '', quote: 'it rains', ...time }],
  });
  const apply = (text: string): void =>
    applyToOwn(library, { kind: 'draft', id, state: { ...emptyState(), fields: { text } } });
  // The same text again is no edit.
  apply('As written');
  expect(repository.draft(id).draft).not.toHaveProperty('versions');
  apply('As they put it');
  const { draft } = repository.draft(id);
  expect(draft).toMatchObject({
    ...{ text: 'As they put it', editedAtMs: expect.any(Number) },
    versions: [{ text: 'As written', support: 0.9, writtenAtMs: 2 }],
  });
  expect(draft).not.toHaveProperty('support');
  expect(draft).not.toHaveProperty('score');
});
