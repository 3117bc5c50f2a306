import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type BriefExportFormat,
  briefIdSchema,
  type DraftId,
  draftIdSchema,
  type VideoId,
} from '../../../contract/index.ts';
import { addBytes, replaceShots } from '../../library/index.ts';
import { openTestLibrary, type TestLibrary } from '../../search/testing/searchLibrary.ts';
import { DraftRepository } from '../draftRepository.ts';
import { changeDraft } from '../records/changeDraft.ts';
import { saveBeats } from '../records/draftBeats.ts';
import { exportBrief } from './exportBrief.ts';

let opened: TestLibrary;
const briefId = briefIdSchema.parse('brief');
beforeEach(() => {
  opened = openTestLibrary();
  new DraftRepository(opened.library.db).insertBrief({
    ...{ id: briefId, topic: 'lentils & money', tone: 'dry', lengthWords: 12, count: 3 },
    createdAtMs: 86_400_000,
  });
});
afterEach(() => opened.close());

function add(id: string, text: string, { videoId, quote }: { videoId: VideoId; quote: string }) {
  const time = { startMs: 65_000, endMs: 68_000 };
  new DraftRepository(opened.library.db).insertDraft({
    ...{ id: draftIdSchema.parse(id), briefId, text, hookPattern: 'question', why: 'why' },
    ...{ modelId: 'qwen', createdAtMs: 1, support: 0.93 },
    citations: [{ videoId, title: '', quote, ...time }],
  });
}
const change = (id: string, given: { isStarred?: boolean; rejected?: 'dull' }): DraftId =>
  changeDraft(opened.library, { draftId: draftIdSchema.parse(id), ...given });
const exported = (format: BriefExportFormat) => exportBrief(opened.library, { briefId, format });

test('text has each draft with what is known of it and what it cites, and no rejected one', async () => {
  const videoId = opened.add({ title: 'Cheap lentils' });
  add('a', 'Who needs meat?', { videoId, quote: 'Lentils cost\nalmost nothing' });
  add('b', 'Nobody wants this.', { videoId, quote: 'x' });
  change('a', { isStarred: true });
  change('b', { rejected: 'dull' });
  expect(await exported('text')).toEqual({
    fileName: 'lentils-money.txt',
    text: [
      'lentils & money',
      'dry · at most 12 words · Written by qwen · 1970-01-02',
      '',
      '1. Who needs meat?',
      '   Starred · Support 93 %',
      '   Cheap lentils, 1:05 – 1:08: “Lentils cost almost nothing”',
      '',
    ].join('\n'),
  });
});

test('an outline stands under its hook, also where a beat has no words', async () => {
  const videoId = opened.add({ title: 'Cheap <lentils>' });
  add('a', 'Who needs meat?', { videoId, quote: 'Lentils cost almost nothing' });
  const citation = { videoId, title: '', startMs: 5_000, endMs: 9_000, quote: 'q' };
  saveBeats(opened.library.db, draftIdSchema.parse('a'), [
    { beat: 'turn', text: 'I <b>did</b>, until I counted.', citation },
    { beat: 'proof', text: undefined, citation },
  ]);
  const { text } = await exported('text');
  expect(text).toContain(
    '   turn 0:02 – 0:04: I <b>did</b>, until I counted., from 0:05 of Cheap <lentils>\n',
  );
  expect(text).toContain('   proof 0:04 – 0:06: no supported sentence was written, from 0:05');
  const { text: page } = await exported('html');
  expect(page).toContain('<dt>turn</dt><dd><span dir="auto">I &lt;b&gt;did&lt;/b&gt;, until');
});

test('no cell of a CSV is a formula, or ends its row', async () => {
  const videoId = opened.add({ title: '@SUM(A1)' });
  add('a', '=HYPERLINK("http://evil.example")', { videoId, quote: ' +1\r\n-2' });
  const { text } = await exported('csv');
  const [head, ...rows] = text.split('\r\n');
  expect(head).toMatch(/^topic,draft,text,/);
  expect(rows).toEqual([
    `"lentils & money",1,"'=HYPERLINK(""http://evil.example"")",question,false,false,0.930,0.930,"'@SUM(A1)",65000,68000,"'+1 -2"`,
    '',
  ]);
});

test('the page has the still of the cited second within it; hostile texts stay texts', async () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>\u202Egnp`;
  const videoId = opened.add({ title: hostile });
  const jpeg = (name: string) =>
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(name)]);
  const shot = async (startMs: number, bytes: Buffer) => ({
    ...{ startMs, endMs: startMs + 60_000 },
    keyframe: { atMs: startMs, contentHash: await addBytes(opened.library, bytes, '.jpg') },
  });
  const early = jpeg('early');
  const cited = jpeg('cited');
  replaceShots(opened.library, videoId, [await shot(0, early), await shot(60_000, cited)]);
  add('a', hostile, { videoId, quote: hostile });
  const { fileName, text } = await exported('html');
  expect(fileName).toBe('lentils-money.html');
  expect(text).toContain(`<img src="data:image/jpeg;base64,${cited.toString('base64')}" alt="">`);
  expect(text).not.toContain(early.toString('base64'));
  // Of tags there are those of the page alone, and none has a handler or loads anything.
  const tags = new Set([...text.matchAll(/<([a-z0-9]+)/g)].map(([, tag]) => tag));
  expect(tags).not.toContain('script');
  expect(text.match(/<img/g)).toHaveLength(1);
  expect(text).not.toMatch(/<[^>]*\son\w+=|https?:|url\(|@import/);
  expect(text).not.toContain('\u202E');
  expect(text).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(text).toContain("default-src 'none'");
});

test('what is no picture, and what is gone, leaves the page without a still', async () => {
  const videoId = opened.add({ title: 'Odd' });
  const contentHash = await addBytes(opened.library, Buffer.from('<svg onload=…>'), '.jpg');
  const keyframe = { atMs: 0, contentHash };
  replaceShots(opened.library, videoId, [{ startMs: 0, endMs: 90_000, keyframe }]);
  add('a', 'Who needs meat?', { videoId, quote: 'Lentils' });
  expect((await exported('html')).text).not.toContain('<img');
});

test('a brief without drafts says so; one that is gone is not found', async () => {
  expect((await exported('text')).text).toContain('No drafts were kept.');
  expect((await exported('csv')).text).toMatch(/^topic[^\n]+\r\n$/);
  await expect(
    exportBrief(opened.library, { briefId: briefIdSchema.parse('gone'), format: 'text' }),
  ).rejects.toMatchObject({ code: 'brief.notFound' });
});
