import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listVideos } from '../../library/index.ts';
import { previewImport } from './previewImport.ts';
import { cellsOf, readCsvRows } from './reading/csvRows.ts';
import { type ImportPlace, openImportPlace } from './testing/importHere.ts';

let place: ImportPlace;
beforeEach(() => {
  place = openImportPlace();
});
afterEach(() => place.close());

const titles = (): (string | undefined)[] =>
  listVideos(place.library, {
    limit: 20,
    offset: 0,
    sort: 'title',
    direction: 'ascending',
  }).videos.map(({ title }) => title);

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test('cells with separators, quotes and line breaks, wherever the pieces of a file end', async () => {
  const text = 'id;text\r\n1;"a ""b"" ;\r\nc"\r\n2;5" pizza\n\n3;';
  for (const size of [1, 2, 3, 7, 100]) {
    const rows: [number, string[]][] = [];
    for await (const batch of readCsvRows(inPieces(Buffer.from(text), Math.max(size, 8)))) {
      for (const { line, bytes } of batch) rows.push([line, cellsOf(bytes, ';')]);
    }
    expect(rows, `${size}`).toEqual([
      [1, ['id', 'text']],
      [2, ['1', 'a "b" ;\r\nc']],
      [4, ['2', '5" pizza']],
      [6, ['3', '']],
    ]);
  }
});

test('a table that somebody else made is read by its headings', async () => {
  const csv = [
    '\uFEFFVideo Link,Caption,Views,Likes,Date Posted,Username,Duration',
    'https://www.tiktok.com/@a/video/111111,"One, two",1.2M,"12,345",2024-01-05,anna,0:31',
    'https://www.tiktok.com/@b/video/222222,Three,n/a,-,"Jan 6, 2024",ben,12',
  ].join('\r\n');
  const { counts } = await place.import(csv, { name: 'export.csv' });
  expect(counts).toMatchObject({ added: 2, rejected: 0 });
  const { videos } = listVideos(place.library, { limit: 5, offset: 0, sort: 'views' });
  expect(videos[0]).toMatchObject({
    title: 'One, two',
    channel: 'anna',
    platform: 'tiktok',
    views: 1_200_000,
    durationMs: 31_000,
    publishedAtMs: Date.UTC(2024, 0, 5),
  });
  expect(videos[1]).toMatchObject({ title: 'Three', durationMs: 12_000 });
  expect(videos[1]?.views).toBeUndefined();
});

test.each([
  ['UTF-16 with semicolons', Buffer.from('\uFEFFid;title\n1;Größe\n', 'utf16le')],
  ['Windows-1252 with tabs', Buffer.from('id\ttitle\n1\tGr\u00f6\u00dfe\n', 'latin1')],
])('%s', async (_name, bytes) => {
  await place.import(bytes, { name: 'table.csv', platform: 'tiktok' });
  expect(titles()).toEqual(['Größe']);
});

test('columns can be mapped, ids that lost digits are told', async () => {
  const csv = 'Nr,What,n\n1.0,First,5\n7.17192E+18,Second,6\n';
  const options = { name: 'a.csv', platform: 'tiktok' };
  const unmapped = await place.import(csv, options);
  expect(unmapped.job.error).toMatchObject({ code: 'import.noColumns' });
  const map = { id: 'Nr', title: 'what', views: 'n' };
  const { counts, rejects } = await place.import(csv, { ...options, map });
  expect(counts).toMatchObject({ added: 1, rejected: 1 });
  expect(rejects[0]).toMatchObject({ line: 3, message: expect.stringContaining('lost digits') });
  expect((await place.import(csv, { ...options, map: { id: 'none' } })).job.error?.code).toBe(
    'usage.invalid',
  );
});

test('a quote that is never closed costs its rows, not the file', async () => {
  const filler = 'x'.repeat(100);
  const rows = Array.from({ length: 42_000 }, (_, index) => `${index + 10},${filler}`);
  const csv = `id,title\n1,first\n2,"open\n${rows.join('\n')}\n`;
  const { counts } = await place.import(csv, { name: 'a.csv', platform: 'tiktok' });
  expect(counts.rejected).toBe(1);
  expect(counts.added).toBeGreaterThan(1);
});

test('a preview shows the columns, how they are read, and what is wrong', async () => {
  const path = join(place.directory, 'p.csv');
  writeFileSync(path, 'Link,Plays\nhttps://youtu.be/dQw4w9WgXcQ,5\nnothing,6\n');
  const preview = await previewImport({ path, format: 'auto', map: { views: 'Plays' }, nowMs: 0 });
  expect(preview).toMatchObject({
    format: 'csv',
    columns: [
      { name: 'Link', samples: ['https://youtu.be/dQw4w9WgXcQ', 'nothing'] },
      { name: 'Plays', samples: ['5', '6'] },
    ],
    map: { url: 'Link', views: 'Plays' },
  });
  expect(preview.rows[1]).toMatchObject({ line: 3, problem: expect.any(String) });
});
