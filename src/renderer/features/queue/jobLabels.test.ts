import { expect, test } from 'vitest';
import { jobSchema } from '../../../contract/index.ts';
import { childrenLabel, kindLabel, stageLabel, timeLabel } from './jobLabels.ts';

const job = jobSchema.parse({
  id: 'job',
  kind: 'ingest',
  label: 'clip.mp4',
  state: 'running',
  fraction: 0.456,
  timeLeftMs: 27_400,
  attempts: 1,
  stages: [
    { name: 'probe', state: 'done', fraction: 1 },
    { name: 'frames', state: 'running', fraction: 0.2 },
    { name: 'transcript', state: 'waiting', fraction: 0 },
  ],
  warnings: [],
  createdAtMs: 0,
  startedAtMs: 1_000,
});
const [probe, frames, transcript] = job.stages;

test('a job in work says its stage, how far it is, and how long it still takes', () => {
  expect([stageLabel(job), timeLabel(job)]).toEqual(['frames, 45%', '27 s left']);
});

test('a job says what its stage counts, what it led to, and when it starts', () => {
  const detail = { done: 1_200, total: 4_000 };
  const stages = frames === undefined ? [] : [{ ...frames, detail }];
  expect(stageLabel({ ...job, stages })).toBe('frames 1,200 of 4,000, 45%');
  expect(childrenLabel(job)).toBe('');
  const children = { total: 12, done: 3, failed: 0, cancelled: 0 };
  expect(childrenLabel({ ...job, children })).toBe('3 of 12 done');
  expect(childrenLabel({ ...job, children: { ...children, failed: 1 } })).toBe(
    '3 of 12 done, 1 failed',
  );
  const waiting = { ...job, state: 'waiting' as const, notBeforeMs: 0 };
  expect(stageLabel(waiting)).toMatch(/^Starts /);
});

test('a job between two stages waits its turn', () => {
  const stages = [probe, transcript].filter((stage) => stage !== undefined);
  expect(stageLabel({ ...job, stages })).toBe('waiting for resources, 45%');
});

test('how a job ended, and where', () => {
  const ended = { ...job, finishedAtMs: 61_000 };
  const failedAt = frames === undefined ? [] : [{ ...frames, state: 'failed' as const }];
  expect(timeLabel({ ...ended, state: 'done' })).toBe('took 1 min');
  expect(stageLabel({ ...ended, state: 'failed', stages: failedAt })).toBe('Failed at frames');
  expect(stageLabel({ ...ended, state: 'cancelled' })).toBe('Stopped at 45%');
});

test('a stage is called as people call it', () => {
  const stages = frames === undefined ? [] : [{ ...frames, name: 'screenText' }];
  expect(stageLabel({ ...job, stages })).toBe('on-screen text, 45%');
});

test('a job of a kind that this page does not know keeps its name', () => {
  expect([kindLabel('ingest'), kindLabel('constructor')]).toEqual(['Add a video', 'constructor']);
});
