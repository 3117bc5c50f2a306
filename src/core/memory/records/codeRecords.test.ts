import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CodeId } from '../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { addCode } from '../../library/index.ts';
import { addLongitudinalSet } from '../testing/longitudinalSet.ts';
import { codeRecords } from './codeRecords.ts';

const definition = 'channel-median-same-age-v1';
let place: TemporaryLibrary;
let asOfMs = 0;
/** Those of a channel are beside one another. */
let ids: string[] = [];
beforeEach(async () => {
  place = await temporaryLibrary();
  const shape = { channels: 12, videosEach: 20, outlierEvery: 1e9, seed: 3 };
  asOfMs = addLongitudinalSet(place.library, shape).endMs;
  const all = place.library.db.$client.prepare('SELECT id FROM videos ORDER BY id').pluck().all();
  ids = all.map(String);
});
afterEach(() => place.remove());

const code = (name: string, parentId?: CodeId): CodeId =>
  addCode(place.library, { name, parentId, memo: '' }).id;
function apply(codeId: CodeId, videos: readonly string[], startMs = 0): void {
  const put = place.library.db.$client.prepare(
    `INSERT INTO codings (id, code_id, video_id, start_ms, end_ms, coder, created_at_ms)
     VALUES (?, ?, ?, ?, ?, '', 0)`,
  );
  for (const id of videos)
    put.run(`${codeId} ${id} ${startMs}`, codeId, id, startMs, startMs + 900);
}
const double = (videos: readonly string[]): void => {
  const twice = place.library.db.$client.prepare(
    'UPDATE metric_snapshots SET views = views * 2 WHERE video_id = ?',
  );
  for (const id of videos) twice.run(id);
};
const read = (conditions: { withinMs?: number; withCodeId?: CodeId } = {}) =>
  codeRecords(place.library, { definition, asOfMs, ...conditions });
const recordOf = (codeId: CodeId, conditions = {}) =>
  read(conditions).records.find((record) => record.codeId === codeId);

test('a code whose videos do twice as well is found, against the other coded videos alone', () => {
  const [question, other] = [code('question'), code('other')];
  const third = (rest: number): string[] => ids.filter((_, at) => at % 3 === rest);
  apply(question, third(0));
  apply(question, third(0), 5_000);
  apply(other, third(1));
  double(third(0));
  const found = read();
  expect(found).toMatchObject({ noScore: 0, tests: 2 });
  expect(found.videos).toBe(160);
  expect(recordOf(question)).toMatchObject({ n: 80, code: 'question', differs: true });
  const { median, others } = recordOf(question) ?? {};
  expect(median?.low).toBeGreaterThan(others?.high ?? Number.NaN);
});

test('codes that change nothing are not said to', () => {
  apply(
    code('even'),
    ids.filter((_, at) => at % 2 === 0),
  );
  apply(
    code('odd'),
    ids.filter((_, at) => at % 2 === 1),
  );
  expect(read().records.map(({ differs }) => differs)).toEqual([false, false]);
});

test('a code counts those below it, once a video', () => {
  const hook = code('hook');
  const [question, number] = [code('question', hook), code('number', hook)];
  apply(question, ids.slice(0, 8));
  apply(number, ids.slice(4, 12));
  apply(code('other'), ids.slice(12, 30));
  expect(recordOf(hook)?.n).toBe(12);
  expect(recordOf(question)?.n).toBe(8);
});

test('only spans that begin early, and only videos with another code as well', () => {
  const [question, product] = [code('question'), code('product')];
  apply(question, ids.slice(0, 30));
  apply(product, ids.slice(10, 20), 2_999);
  apply(product, ids.slice(20, 40), 3_000);
  expect(recordOf(product)?.n).toBe(30);
  expect(recordOf(product, { withinMs: 3_000 })?.n).toBe(10);
  expect(recordOf(question, { withinMs: 3_000, withCodeId: product })?.n).toBe(10);
  expect(read({ withCodeId: product }).records.map(({ codeId }) => codeId)).toEqual([question]);
});

test('of four videos there is an n and no figure, and of none no record', () => {
  const few = code('few');
  apply(few, ids.slice(0, 4));
  apply(code('other'), ids.slice(4, 30));
  code('unused');
  expect(recordOf(few)).toEqual({
    ...{ codeId: few, code: 'few', colour: expect.any(String), n: 4 },
  });
  expect(read().records).toHaveLength(2);
});
