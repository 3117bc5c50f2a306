import { expect, test } from 'vitest';
import {
  briefSchema,
  type DraftEvent,
  draftEventSchema,
  draftIdSchema,
} from '../../../contract/index.ts';
import {
  beginRun,
  draftsOf,
  endRun,
  extendRun,
  isActive,
  momentsOf,
  withEvent,
} from './runReducer.ts';

const brief = briefSchema.parse({ topic: 'lentils', count: 2 });
const citation = { videoId: 'v1', title: 'Cheap', startMs: 0, endMs: 900, quote: 'Lentils' };
const draft = {
  id: 'd1',
  text: 'Who needs meat?',
  hookPattern: 'question',
  why: 'It asks.',
  citations: [citation],
};
const started = {
  type: 'started',
  briefId: 'b1',
  evidence: [citation],
  model: 'Gemma',
  modelNote: 'For trying.',
};
const token = (index: number, text: string) => ({ type: 'token', index, text });

const free = { state: 'free' };
const writing = (index: number, text: string) => ({ state: 'writing', index, text });
const kept = { state: 'kept', draft };

const after = (...events: unknown[]) =>
  events
    .map((event): DraftEvent => draftEventSchema.parse(event))
    .reduce(withEvent, beginRun(brief));

test('a run begins with nothing but its brief', () => {
  expect(beginRun(brief)).toEqual({
    brief,
    state: 'starting',
    evidence: [],
    slots: [free, free],
    dropped: [],
  });
});

test('evidence is there before the first word, then the text grows', () => {
  expect(after(started, token(0, 'Who '), token(0, 'needs'))).toEqual({
    brief,
    state: 'running',
    briefId: 'b1',
    evidence: [citation],
    model: 'Gemma',
    modelNote: 'For trying.',
    slots: [writing(0, 'Who needs'), free],
    dropped: [],
  });
});

test('what is kept and what is not take the place of what was written', () => {
  const dropped = { text: 'Lentils', reason: 'copies-source', of: 'Lentils' };
  const run = after(
    started,
    token(0, 'Lentils'),
    { type: 'dropped', index: 0, dropped },
    token(1, 'Who'),
    { type: 'draft', index: 1, draft },
  );
  expect([run.slots, run.dropped]).toEqual([[kept, free], [dropped]]);
});

test('drafts grow side by side, and each stays in the place where it began', () => {
  const run = after(started, token(0, 'Half '), token(1, 'Who'), {
    type: 'draft',
    index: 1,
    draft,
  });
  expect(run.slots).toEqual([writing(0, 'Half '), kept]);
  expect(draftsOf(run)).toEqual([draft]);
  const dropped = { type: 'dropped', index: 0, dropped: { text: '', reason: 'too-short' } };
  const next = [dropped, token(2, 'New')].map((event) => draftEventSchema.parse(event));
  expect(next.reduce(withEvent, run)).toMatchObject({
    slots: [writing(2, 'New'), kept],
    dropped: [],
  });
});

test('any end keeps what was kept, and nothing is written any more', () => {
  const run = after(started, { type: 'draft', index: 0, draft }, token(1, 'Ne'));
  const error = new Error('gone');
  expect(endRun(run, 'stopped')).toEqual({ ...run, state: 'stopped', slots: [kept] });
  expect(endRun(run, 'failed', error)).toEqual({
    ...run,
    state: 'failed',
    slots: [kept],
    error,
  });
  expect([isActive(run), isActive(endRun(run, 'done')), isActive(beginRun(brief))]).toEqual([
    true,
    false,
    true,
  ]);
});

test('one that is written again stays in its place, and is told as not kept', () => {
  const dropped = { text: 'Lentils are free', reason: 'unsupported' };
  const run = after(
    started,
    token(0, 'Lentils are free'),
    { type: 'dropped', index: 0, dropped, repairs: true },
    token(1, 'Another'),
    token(0, 'Lentils'),
  );
  expect(run.slots).toEqual([writing(0, 'Lentils'), writing(1, 'Another')]);
  expect(run.dropped).toEqual([dropped]);
});

test('another draft grows behind the one it is asked of, and its moment behind the others', () => {
  const done = endRun(after(started, { type: 'draft', index: 0, draft }), 'done');
  const other = { ...citation, startMs: 5_000, endMs: 6_000 };
  const events = [{ ...started, evidence: [citation, other] }, token(0, 'New')];
  const run = events
    .map((event): DraftEvent => draftEventSchema.parse(event))
    .reduce(withEvent, extendRun(done, draftIdSchema.parse('d1')));
  expect(run).toMatchObject({ state: 'extending', slots: [kept, writing(0, 'New')] });
  expect(run.evidence).toEqual([citation, other]);
  expect(isActive(run)).toBe(true);
});

test('a moment that an outline alone rests on stands behind the others, and can be played', () => {
  const other = { ...citation, startMs: 7_000, endMs: 8_000 };
  const outline = [
    { beat: 'hook', text: draft.text, startMs: 0, endMs: 2_000, citations: [citation] },
    { beat: 'proof', startMs: 2_000, endMs: 4_000, citations: [other] },
  ];
  const run = after(started, { type: 'draft', index: 0, draft: { ...draft, outline } });
  expect(momentsOf(run)).toEqual([citation, other]);
});
