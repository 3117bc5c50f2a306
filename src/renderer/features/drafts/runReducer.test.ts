import { expect, test } from 'vitest';
import { briefSchema, type DraftEvent, draftEventSchema } from '../../../contract/index.ts';
import { beginRun, draftsOf, endRun, isActive, withEvent } from './runReducer.ts';

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
