import { expect, test } from 'vitest';
import { briefSchema, type DraftEvent, draftEventSchema } from '../../../contract/index.ts';
import { beginRun, endRun, isActive, withEvent } from './runReducer.ts';

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

const after = (...events: unknown[]) =>
  events
    .map((event): DraftEvent => draftEventSchema.parse(event))
    .reduce(withEvent, beginRun(brief));

test('a run begins with nothing but its brief', () => {
  expect(beginRun(brief)).toEqual({
    brief,
    state: 'starting',
    evidence: [],
    drafts: [],
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
    drafts: [],
    dropped: [],
    writing: { index: 0, text: 'Who needs' },
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
  expect([run.writing, run.dropped, run.drafts]).toEqual([undefined, [dropped], [draft]]);
});

test('what ends beside the text that grows does not take it away', () => {
  const run = after(
    started,
    token(0, 'Half '),
    { type: 'draft', index: 1, draft },
    token(0, 'more'),
  );
  expect([run.writing, run.drafts]).toEqual([{ index: 0, text: 'Half more' }, [draft]]);
});

test('a generation that never ended is replaced by the next', () => {
  expect(after(started, token(0, 'Half a'), token(1, 'New')).writing).toEqual({
    index: 1,
    text: 'New',
  });
});

test('any end keeps what was kept, and nothing is written any more', () => {
  const run = after(started, { type: 'draft', index: 0, draft }, token(1, 'Ne'));
  const error = new Error('gone');
  expect(endRun(run, 'stopped')).toEqual({ ...run, state: 'stopped', writing: undefined });
  expect(endRun(run, 'failed', error)).toEqual({
    ...run,
    state: 'failed',
    writing: undefined,
    error,
  });
  expect([isActive(run), isActive(endRun(run, 'done')), isActive(beginRun(brief))]).toEqual([
    true,
    false,
    true,
  ]);
});
