import { expect, test } from 'vitest';
import { briefRecordSchema } from '../../../../contract/index.ts';
import { runOfRecord } from '../earlier/runOfRecord.ts';
import { draftsOf } from '../runReducer.ts';
import { citedText, numberOf } from './citedText.ts';

const cheap = { videoId: 'v1', title: 'Cheap', startMs: 3_200, endMs: 6_000, quote: 'Lentils' };
const dear = { videoId: 'v2', title: 'Dear', startMs: 61_000, endMs: 64_000, quote: 'Truffles' };
const draft = (id: string, citations: unknown[]) => ({
  id,
  text: `Draft ${id}`,
  hookPattern: 'question',
  why: 'It asks.',
  citations,
});
const record = briefRecordSchema.parse({
  id: 'b1',
  brief: { topic: 'lentils', lengthWords: 18, count: 3 },
  createdAtMs: 1,
  modelId: 'gemma',
  modelName: 'Gemma',
  drafts: [draft('d1', [dear, cheap]), draft('d2', [{ ...cheap, title: 'Renamed' }])],
  dropped: [{ text: 'No', reason: 'too-short' }],
});

test('an earlier brief is the run it was, each cited moment once', () => {
  expect(runOfRecord(record)).toEqual({
    brief: record.brief,
    state: 'done',
    briefId: 'b1',
    evidence: [dear, cheap],
    model: 'Gemma',
    slots: record.drafts.map((each) => ({ state: 'kept', draft: each })),
    dropped: record.dropped,
  });
});

test('a draft is copied with the moments it cites, numbered as on the screen', () => {
  const run = runOfRecord(record);
  const { evidence } = run;
  const drafts = draftsOf(run);
  expect(drafts.map((it) => citedText(it, evidence))).toEqual([
    'Draft d1\n\n[1] Dear, 1:01 – 1:04: “Truffles”\n[2] Cheap, 0:03 – 0:06: “Lentils”',
    'Draft d2\n\n[2] Renamed, 0:03 – 0:06: “Lentils”',
  ]);
  const [first] = drafts[0]?.citations ?? [];
  expect(first && numberOf([], first)).toBeUndefined();
});
