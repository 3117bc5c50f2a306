import { afterEach, beforeEach, expect, test } from 'vitest';
import { briefIdSchema, type DraftId, draftIdSchema, type VideoId } from '../../contract/index.ts';
import { citations, drafts } from '../db/schema/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../db/testing/temporaryLibrary.ts';
import { addSampleVideo } from '../library/testing/sampleVideo.ts';
import { recordModel } from '../library/videos/recordModel.ts';
import { removeVideo } from '../library/videos/removeVideo.ts';
import { DraftRepository, type NewDraft } from './draftRepository.ts';

let place: TemporaryLibrary;
let repository: DraftRepository;
let rain: VideoId;
let shine: VideoId;
beforeEach(async () => {
  place = await temporaryLibrary();
  repository = new DraftRepository(place.library.db);
  rain = (await addSampleVideo(place, { name: 'Rain.mp4', bytes: 'rain' })).id;
  shine = (await addSampleVideo(place, { name: 'Shine.mp4', bytes: 'shine' })).id;
});
afterEach(() => place.remove());

const older = briefIdSchema.parse('older');
const newer = briefIdSchema.parse('newer');
const draftId = (text: string): DraftId => draftIdSchema.parse(text);

function cite(videoId: VideoId, startMs: number) {
  // The title is the video's own when it is read, not what it was then.
  return { videoId, title: 'as it was', startMs, endMs: startMs + 900, quote: `at ${startMs}` };
}

function addDraft(id: string, given: Partial<NewDraft> = {}): void {
  repository.insertDraft({
    id: draftId(id),
    briefId: older,
    text: `draft ${id}`,
    hookPattern: 'question',
    why: 'it asks',
    modelId: 'gemma',
    citations: [cite(rain, 0)],
    createdAtMs: 5,
    ...given,
  });
}

function addBriefs(): void {
  const brief = { topic: 'weather', lengthWords: 18, count: 3 };
  repository.insertBrief({ ...brief, id: older, createdAtMs: 1, audience: 'hikers' });
  repository.insertBrief({ ...brief, id: newer, createdAtMs: 2, tone: 'dry' });
}

test('briefs come newest first, with drafts, their proof, and what was dropped and why', () => {
  addBriefs();
  // Written in the same millisecond: their order is the order in which they were written.
  addDraft('b', { citations: [cite(shine, 2_000), cite(rain, 1_000)] });
  addDraft('a', { citations: [], droppedReason: 'too-long' });
  addDraft('0');
  const weather = { topic: 'weather', lengthWords: 18, count: 3 };
  const shared = { hookPattern: 'question', why: 'it asks' };
  const fromRain = (startMs: number) => ({ ...cite(rain, startMs), title: 'Rain.mp4' });
  const list = [
    { id: newer, createdAtMs: 2, brief: { ...weather, tone: 'dry' }, drafts: [], dropped: [] },
    {
      id: older,
      createdAtMs: 1,
      brief: { ...weather, audience: 'hikers' },
      modelId: 'gemma',
      drafts: [
        {
          ...shared,
          id: 'b',
          text: 'draft b',
          citations: [{ ...cite(shine, 2_000), title: 'Shine.mp4' }, fromRain(1_000)],
        },
        { ...shared, id: '0', text: 'draft 0', citations: [fromRain(0)] },
      ],
      dropped: [{ text: 'draft a', reason: 'too-long' }],
    },
  ];
  expect(repository.list(10)).toEqual(list);
  expect(repository.list(1)).toEqual(list.slice(0, 1));
});

test('drafts keep the name of the model that wrote them, whatever becomes of it', () => {
  addBriefs();
  addDraft('a');
  expect(repository.list(10)[1]).not.toHaveProperty('modelName');
  recordModel(place.library, { id: 'gemma', name: 'Gemma 3', version: 'f'.repeat(64) });
  recordModel(place.library, { id: 'other', name: 'Another', version: 'e'.repeat(64) });
  expect(repository.list(10)[1]).toMatchObject({ modelId: 'gemma', modelName: 'Gemma 3' });
});

test('a draft stays as long as one of its proofs does', () => {
  addBriefs();
  addDraft('both', { citations: [cite(rain, 0), cite(shine, 0)] });
  addDraft('rain only');
  removeVideo(place.library, rain);
  expect(repository.list(10)[1]?.drafts).toEqual([
    expect.objectContaining({
      id: 'both',
      citations: [{ ...cite(shine, 0), title: 'Shine.mp4' }],
    }),
  ]);
});

test('a removed brief takes its drafts along; one that is gone says so', () => {
  addBriefs();
  addDraft('a');
  addDraft('b', { briefId: newer });
  addDraft('c', { briefId: newer, citations: [], droppedReason: 'repeats-draft' });
  expect(repository.remove(newer)).toEqual({ removedDrafts: 2 });
  expect(repository.list(10).map(({ id }) => id)).toEqual([older]);
  const { db } = place.library;
  expect(db.select({ id: drafts.id }).from(drafts).all()).toEqual([{ id: 'a' }]);
  expect(db.select({ id: citations.draftId }).from(citations).all()).toEqual([{ id: 'a' }]);
  const notFound = expect.objectContaining({ code: 'brief.notFound' });
  expect(() => repository.remove(newer)).toThrow(notFound);
  expect(() => repository.remove('')).toThrow(notFound);
  // The beginning of an id does, as long as it is that of one brief.
  repository.insertBrief({
    topic: 'sun',
    lengthWords: 9,
    count: 1,
    id: briefIdSchema.parse('older still'),
    createdAtMs: 0,
  });
  expect(() => repository.remove('old')).toThrow(notFound);
  expect(repository.remove('older')).toEqual({ removedDrafts: 1 });
  expect(repository.remove('older s')).toEqual({ removedDrafts: 0 });
});

test('the longest list has more drafts than a query may have parameters', () => {
  place.library.db.$client.exec(`
    INSERT INTO briefs (id, topic, length_words, count, created_at_ms)
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 499)
      SELECT 'brief ' || i, 'weather', 18, 20, i FROM n;
    INSERT INTO drafts (id, brief_id, text, hook_pattern, why, model_id, created_at_ms)
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 34999)
      SELECT 'draft ' || i, 'brief ' || (i % 500), 'text', 'story', 'why', 'gemma', i FROM n;
    INSERT INTO citations (draft_id, position, video_id, start_ms, end_ms, quote)
      SELECT id, 0, (SELECT max(id) FROM videos), 0, 900, 'rain' FROM drafts;
  `);
  const list = repository.list(500);
  expect(list.map(({ drafts: kept }) => kept.length)).toEqual(Array(500).fill(70));
});
