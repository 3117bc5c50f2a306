import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CodeId, QdpxImport, VideoId } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../../db/testing/temporaryLibrary.ts';
import { addNote, listNotes } from '../../notes/noteRepository.ts';
import { addSampleVideo } from '../../testing/sampleVideo.ts';
import { replaceTranscript } from '../../transcripts/replaceTranscript.ts';
import { addCode, listCodes } from '../codeRepository.ts';
import { applyCode, listQuotes } from '../quoteRepository.ts';
import { exportQdpx, importQdpx } from './qdpx.ts';

let here: TemporaryLibrary;
let there: TemporaryLibrary;
let tea: VideoId;
beforeEach(async () => {
  [here, there] = [await temporaryLibrary(), await temporaryLibrary()];
  tea = (await addSampleVideo(here, { name: 'tea.mp4', bytes: 'tea' })).id;
});
afterEach(async () => {
  await here.remove();
  await there.remove();
});

const code = (name: string, parentId?: CodeId, memo = ''): CodeId =>
  addCode(here.library, { name, parentId, memo }).id;
const apply = (codeId: CodeId, startMs: number, endMs: number, coder = ''): void => {
  applyCode(here.library, { codeId, videoId: tea, startMs, endMs, coder });
};
const projectOf = (archive: Uint8Array): string =>
  strFromU8(unzipSync(archive)['project.qde'] ?? new Uint8Array());

async function bring(into: TemporaryLibrary, archive: Uint8Array, coder = ''): Promise<QdpxImport> {
  const path = join(into.folder, 'project.qdpx');
  await writeFile(path, archive);
  return importQdpx(into.library, path, { coder });
}

/** What a person sees of the codes, without the ids of one library. */
function seen(library: Library): unknown {
  const codes = listCodes(library);
  const nameOf = (id: CodeId | undefined) => codes.find((each) => each.id === id)?.name;
  return {
    codes: codes.map(({ name, colour, memo, parentId, quotes }) => {
      return { name, colour, memo, parent: nameOf(parentId), quotes };
    }),
    quotes: listQuotes(library, { limit: 99 }).quotes.map(
      ({ id: _, codeId: __, videoId: ___, ...quote }) => quote,
    ),
    notes: listNotes(library, { limit: 99 })
      .map(({ id: _, videoId: __, ...note }) => note)
      .sort((a, b) => a.startMs - b.startMs),
  };
}

function fill(): void {
  replaceTranscript(here.library, tea, {
    source: 'whisper',
    segments: [
      { startMs: 0, endMs: 900, text: 'Why 🫖 is', words: [] },
      { startMs: 900, endMs: 2_000, text: 'tea <hot>?', words: [] },
    ],
  });
  const hook = code('Hook & "bait"', undefined, 'First line\nsecond <line>');
  apply(code('question', hook), 0, 900);
  apply(hook, 0, 900, 'Ann');
  apply(hook, 500, 1_500, 'Bo');
  addNote(here.library, { videoId: tea, startMs: 500, endMs: 1_500, text: 'Good\tturn' });
  addNote(here.library, { videoId: tea, startMs: 700, text: 'A moment' });
}

test('a project comes back equal, in another library and from there; twice changes nothing', async () => {
  fill();
  const archive = exportQdpx(here.library);
  await addSampleVideo(there, { name: 'tea.mp4', bytes: 'tea' });
  replaceTranscript(there.library, listVideoIds(there)[0] ?? tea, {
    source: 'whisper',
    segments: [
      { startMs: 0, endMs: 900, text: 'Why 🫖 is', words: [] },
      { startMs: 900, endMs: 2_000, text: 'tea <hot>?', words: [] },
    ],
  });
  expect(await bring(there, archive)).toEqual({
    codes: { added: 2, known: 0 },
    quotes: { added: 3, known: 0 },
    notes: { added: 2, known: 0 },
    ...{ videos: 1, unknownVideos: [], coders: ['', 'Ann', 'Bo'], leftOut: [] },
  });
  expect(seen(there.library)).toEqual(seen(here.library));
  const again = await bring(there, archive);
  expect([again.codes, again.quotes, again.notes]).toEqual([
    ...[
      { added: 0, known: 2 },
      { added: 0, known: 3 },
    ],
    { added: 0, known: 2 },
  ]);
  expect(seen(there.library)).toEqual(seen(here.library));
  // Back where it came from, it is known too: what has travelled keeps its guids.
  const back = await bring(here, exportQdpx(there.library));
  expect([back.codes.added, back.quotes.added, back.notes.added]).toEqual([0, 0, 0]);
});

function listVideoIds({ library }: TemporaryLibrary): VideoId[] {
  return library.db.$client.prepare<[], VideoId>('SELECT id FROM videos').pluck().all();
}

test('spans, points of the transcript in code points, and what XML cannot hold', () => {
  fill();
  code('bell \u0007 \uD800');
  const xml = projectOf(exportQdpx(here.library));
  expect(xml).toContain('begin="500" end="1500"');
  expect(xml).toContain('begin="700" end="700"');
  expect(xml).toContain('timeStamp="900" position="9"');
  expect(xml).toContain('name="bell  \uFFFD"');
  expect(xml).toContain('<Description>First line&#10;second &#60;line&#62;</Description>');
});

const guid = (digit: string): string => `${digit.repeat(8)}-0000-4000-8000-${digit.repeat(12)}`;
const foreign = (inside: string): Uint8Array =>
  zipSync({
    'project.qde': strToU8(`\uFEFF<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="Other">${inside}</Project>`),
    [`sources/${guid('9')}.txt`]: strToU8('A long memo'),
  });

test('a project of another program: coders, passages, memos in files, equal names, and what is told', async () => {
  const coded = (codeGuid: string, userGuid: string) =>
    `<Coding guid="${guid('7')}" creatingUser="${userGuid}"><CodeRef targetGUID="${codeGuid}"/></Coding>`;
  const report = await bring(
    here,
    foreign(`<Users><User guid="${guid('1')}" name="Ann"/><User guid="${guid('2')}" name="Ann"/></Users>
<CodeBook><Codes>
 <Code guid="{${guid('A')}}" name="Price" isCodable="false" color="#F00">
   <Code guid="${guid('B')}" name="good" isCodable="true"/></Code>
 <Code guid="${guid('C')}" name="Taste" isCodable="true"><Code guid="${guid('D')}" name="Good" isCodable="true"/></Code>
</Codes></CodeBook>
<Cases><Case guid="${guid('5')}"/></Cases>
<Sources><TextSource guid="${guid('3')}" name="Interview"/>
 <VideoSource guid="${guid('4')}" name="other name" path="internal://x/TEA.mp4">
  <Transcript guid="${guid('5')}"><PlainTextContent>ab</PlainTextContent>
   <SyncPoint guid="${guid('6')}" timeStamp="100" position="0"/><SyncPoint guid="${guid('8')}" timeStamp="400" position="2"/>
   <TranscriptSelection guid="${guid('0')}" fromSyncPoint="${guid('6')}" toSyncPoint="${guid('8')}">${coded(guid('b'), guid('1'))}</TranscriptSelection>
  </Transcript>
  <VideoSelection guid="${guid('e')}" begin="5" end="9">${coded(guid('d'), guid('2'))}${coded(guid('f'), guid('2'))}<NoteRef targetGUID="${guid('9')}"/></VideoSelection>
  <VideoSelection guid="${guid('e')}" begin="9" end="5">${coded(guid('d'), guid('2'))}</VideoSelection>
 </VideoSource>
 <VideoSource guid="${guid('f')}" name="Not here"><VideoSelection guid="${guid('e')}" begin="1" end="2">${coded(guid('d'), guid('2'))}</VideoSelection></VideoSource>
</Sources>
<Notes><Note guid="${guid('9')}" plainTextPath="internal://${guid('9')}.txt"/></Notes>`),
  );
  expect(report).toEqual({
    codes: { added: 4, known: 0 },
    quotes: { added: 2, known: 0 },
    notes: { added: 1, known: 0 },
    ...{ videos: 1, unknownVideos: [{ name: 'Not here', quotes: 1 }], coders: ['Ann', 'Ann (2)'] },
    leftOut: [
      { what: 'Case', count: 1 },
      { what: 'TextSource', count: 1 },
      { what: 'VideoSelection without usable times', count: 1 },
      { what: 'Coding of an unknown code', count: 1 },
    ],
  });
  expect(listCodes(here.library).map(({ name, colour }) => [name, colour])).toEqual([
    ...[
      ['Price', '#ff0000'],
      ['good', expect.any(String)],
    ],
    ...[
      ['Taste', expect.any(String)],
      ['Good (Taste)', expect.any(String)],
    ],
  ]);
  const { quotes } = listQuotes(here.library, { limit: 9 });
  expect(quotes.map((it) => [it.code, it.coder, it.startMs, it.endMs])).toEqual([
    ['Good (Taste)', 'Ann (2)', 5, 9],
    ['good', 'Ann', 100, 400],
  ]);
  expect(listNotes(here.library, { limit: 9 })).toMatchObject([
    { text: 'A long memo', startMs: 5 },
  ]);
});

test('spans of whom nobody is named are by the coder that the import is told', async () => {
  fill();
  await addSampleVideo(there, { name: 'tea.mp4', bytes: 'tea' });
  const { coders } = await bring(there, exportQdpx(here.library), 'Cy');
  expect(coders).toEqual(['Ann', 'Bo', 'Cy']);
});

test('a span ends with its video at the latest, and one that begins after it is told', async () => {
  here.library.db.$client.exec('UPDATE videos SET duration_ms = 5000');
  const spans = [
    [4_000, 9_999_999_999],
    [5_000, 6_000],
  ].map(
    ([begin, end], index) =>
      `<VideoSelection guid="${guid(`${index}`)}" begin="${begin}" end="${end}"><Coding guid="${guid(`${index}`)}"><CodeRef targetGUID="${guid('a')}"/></Coding></VideoSelection>`,
  );
  const report = await bring(
    here,
    foreign(`<CodeBook><Codes><Code guid="${guid('a')}" name="Hook" isCodable="true"/></Codes></CodeBook>
<Sources><VideoSource guid="${guid('4')}" name="tea.mp4">${spans.join('')}</VideoSource></Sources>`),
  );
  expect(report.leftOut).toEqual([{ what: 'Coding after the end of the video', count: 1 }]);
  const { quotes } = listQuotes(here.library, { limit: 9 });
  expect(quotes.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([[4_000, 5_000]]);
});

/** An archive that says its project has a hundred bytes, and unpacks to a million. */
function lying(): Uint8Array {
  const project = strToU8(`<Project>${' '.repeat(1_000_000)}</Project>`);
  const bytes = zipSync({ 'project.qde': project });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 4 <= bytes.byteLength; at++) {
    if (view.getUint32(at, true) === project.length) view.setUint32(at, 100, true);
  }
  return bytes;
}

test('what is hostile is refused and changes nothing', async () => {
  const entities = '<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>';
  const bomb = zipSync({ 'project.qde': new Uint8Array(60_000_000) }, { level: 9 });
  for (const bytes of [
    ...[strToU8(''), strToU8('PK'), zipSync({ 'other.qde': strToU8('<Project/>') }), bomb, lying()],
    zipSync({ 'project.qde': strToU8(`${entities}<Project name="&b;"/>`) }),
    zipSync({ 'project.qde': strToU8('<Project name="&lol;"/>') }),
    zipSync({ 'project.qde': strToU8('<CodeBook/>') }),
    zipSync({ 'project.qde': strToU8('<Project><Users></Project>') }),
    zipSync({ 'project.qde': strToU8('<Code>'.repeat(300)) }),
    zipSync({ 'project.qde': new Uint8Array([0xff, 0xfe, 0xfd]) }),
  ]) {
    await expect(bring(here, bytes)).rejects.toMatchObject({ code: 'codes.notQdpx' });
  }
  expect(listCodes(here.library)).toEqual([]);
});

test('any names, memos and spans come back equal', async () => {
  await addSampleVideo(there, { name: 'tea.mp4', bytes: 'tea' });
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((it) =>
    // What XML cannot hold, and what a name is trimmed of.
    it.replace(/[^\u{21}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '').trim(),
  );
  const name = text.filter((it) => it !== '' && !/\s/.test(it));
  const span = fc.record({
    startMs: fc.nat(9_000),
    lengthMs: fc.integer({ min: 1, max: 999 }),
    coder: name,
  });
  await fc.assert(
    fc.asyncProperty(name, text, fc.array(span, { maxLength: 5 }), async (named, memo, spans) => {
      for (const { library } of [here, there]) library.db.$client.exec('DELETE FROM codes');
      const id = code(named, undefined, memo);
      for (const { startMs, lengthMs, coder } of spans)
        apply(id, startMs, startMs + lengthMs, coder);
      await bring(there, exportQdpx(here.library));
      expect(seen(there.library)).toEqual(seen(here.library));
    }),
    { numRuns: 100 },
  );
});
