import { expect, test } from 'vitest';
import { type BriefRecord, briefIdSchema, draftIdSchema } from '../../../../contract/index.ts';
import { draftsOfBrief, keptDraftsOf } from './keptDrafts.ts';

const draft = (id: string, more: Partial<BriefRecord['drafts'][number]> = {}) => ({
  ...{ id: draftIdSchema.parse(id), text: id, hookPattern: 'story' as const, why: '' },
  ...{ citations: [], ...more },
});
const brief = (id: string, drafts: BriefRecord['drafts']): BriefRecord => ({
  ...{ id: briefIdSchema.parse(id), createdAtMs: 0, drafts, dropped: [] },
  brief: { topic: id, lengthWords: 18, count: 3 },
});

test('rejected drafts are not offered, starred ones come first', () => {
  const kept = keptDraftsOf([
    brief('one', [draft('a'), draft('b', { rejected: 'dull' })]),
    brief('two', [draft('c', { starredAtMs: 1 })]),
  ]);
  expect(kept.map((one) => one.draft.id)).toEqual(['c', 'a']);
});

test('a brief offers its starred drafts, or its best three', () => {
  const [all, starred] = ['all', 'starred'].map((id) => briefIdSchema.parse(id));
  const kept = keptDraftsOf([
    brief(
      'all',
      ['a', 'b', 'c', 'd'].map((id) => draft(id)),
    ),
    brief('starred', [draft('e'), draft('f', { starredAtMs: 1 }), draft('g', { starredAtMs: 2 })]),
  ]);
  expect(draftsOfBrief(kept, all).map(({ text }) => text)).toEqual(['a', 'b', 'c']);
  expect(draftsOfBrief(kept, starred).map(({ draftId }) => draftId)).toEqual(['f', 'g']);
  expect(draftsOfBrief(kept, undefined)).toEqual([]);
});
