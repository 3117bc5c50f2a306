import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type CodeId,
  codeIdSchema,
  codingIdSchema,
  type VideoId,
} from '../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { addSampleVideo } from '../testing/sampleVideo.ts';
import { replaceTranscript } from '../transcripts/replaceTranscript.ts';
import { removeVideo } from '../videos/removeVideo.ts';
import { addCode, editCode, listCodes, removeCode, resolveCodeId } from './codeRepository.ts';
import { coOccurrence } from './coOccurrence.ts';
import { applyCode, listQuotes, unapplyCode } from './quoteRepository.ts';
import { quotesCsv } from './quotesCsv.ts';

let place: TemporaryLibrary;
let videoId: VideoId;
beforeEach(async () => {
  place = await temporaryLibrary();
  videoId = (await addSampleVideo(place, { name: 'a.mp4', bytes: 'a' })).id;
});
afterEach(() => place.remove());

const add = (name: string, parentId?: CodeId): CodeId =>
  addCode(place.library, { name, parentId, memo: '' }).id;
const apply = (codeId: CodeId, startMs: number, endMs: number, coder = '') =>
  applyCode(place.library, { codeId, videoId, startMs, endMs, coder });
const names = (): string[] => listCodes(place.library).map(({ name }) => name);

test('the codebook is a tree by name; what stood below a removed code moves up', () => {
  const { library } = place;
  const hook = add('Hook');
  const question = add('question', hook);
  add('why', question);
  add('Ending');
  expect(names()).toEqual(['Ending', 'Hook', 'question', 'why']);
  expect(() => add('HOOK')).toThrow(expect.objectContaining({ code: 'code.nameTaken' }));
  expect(() => editCode(library, hook, { parentId: question })).toThrow('below itself');
  expect(resolveCodeId(library, 'QUESTION')).toBe(question);
  expect(removeCode(library, question).name).toBe('question');
  expect(listCodes(library).find(({ name }) => name === 'why')?.parentId).toBe(hook);
  expect(() => resolveCodeId(library, 'question')).toThrow(
    expect.objectContaining({ code: 'code.notFound' }),
  );
});

test('quotes of a code are those below it too, with the words of their span', () => {
  const { library } = place;
  const word = (text: string, startMs: number) => ({ text, startMs, endMs: startMs + 400 });
  replaceTranscript(library, videoId, {
    source: 'whisper',
    segments: [
      {
        ...{ startMs: 0, endMs: 1_400, text: 'Why is tea hot?' },
        words: [word('Why', 0), word('is', 400), word('tea', 800), word('hot?', 1_000)],
      },
    ],
  });
  const hook = add('Hook');
  const question = add('question', hook);
  apply(question, 300, 1_100);
  apply(hook, 0, 300, 'Ann');
  const { quotes, total } = listQuotes(library, { codeId: hook, limit: 9 });
  expect(quotes.map(({ code, said }) => [code, said])).toEqual([
    ['Hook', 'Why'],
    ['question', 'is tea'],
  ]);
  expect(total).toBe(2);
  expect(listQuotes(library, { coder: 'Ann', limit: 9 }).total).toBe(1);
  expect(listCodes(library).map(({ quotes: count }) => count)).toEqual([1, 1]);
});

test('a span has a code of a coder once; it goes with its code and its video', () => {
  const { library } = place;
  const hook = add('Hook');
  const first = apply(hook, 0, 500);
  expect(apply(hook, 0, 500).id).toBe(first.id);
  apply(hook, 0, 500, 'Ann');
  expect(listQuotes(library, { limit: 9 }).total).toBe(2);
  expect(unapplyCode(library, first.id)).toMatchObject({ code: 'Hook', endMs: 500 });
  expect(() => unapplyCode(library, codingIdSchema.parse(first.id))).toThrow('not found');
  removeVideo(library, videoId);
  expect(listQuotes(library, { limit: 9 }).total).toBe(0);
});

test('codes stand together where one coder has put them over one another', () => {
  const [price, hook, ending] = [add('price'), add('Hook'), add('Ending')];
  apply(hook, 0, 1_000);
  apply(price, 500, 800);
  apply(price, 900, 2_000);
  // They touch, and that is no overlap.
  apply(ending, 2_000, 3_000);
  // Somebody else's are beside them.
  apply(ending, 0, 3_000, 'Ann');
  apply(hook, 2_500, 2_600, 'Ann');
  const pairs = coOccurrence(place.library, { limit: 9 });
  expect(
    pairs.map(({ first, second, overlaps, videos }) => [first, second, overlaps, videos]),
  ).toEqual([
    ['Hook', 'price', 2, 1],
    ['Ending', 'Hook', 1, 1],
  ]);
  expect(coOccurrence(place.library, { limit: 1 })).toHaveLength(1);
});

test('CSV: a row a span with the path of its code; no cell is a formula', () => {
  const evil = add('=HYPERLINK("x")');
  apply(add('a, "b"', evil), 1_000, 2_500, '+me');
  const { quotes } = listQuotes(place.library, { limit: 9 });
  const [header, row] = quotesCsv(quotes, listCodes(place.library)).split('\r\n');
  expect(header).toBe('code,path,colour,video_id,title,start_ms,end_ms,coder,said,coded_at');
  expect(row).toContain('"a, ""b"""');
  expect(row).toContain(',1000,2500,');
  expect(row).not.toMatch(/(^|,)"?[=+]/);
  expect(codeIdSchema.safeParse(evil).success).toBe(true);
});
