import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type Report,
  type ReportCitation,
  reportIdSchema,
  type VideoId,
} from '../../../contract/index.ts';
import { addBytes, replaceShots } from '../../library/index.ts';
import { openTestLibrary, type TestLibrary } from '../../search/testing/searchLibrary.ts';
import { saveReport } from '../store/reportRepository.ts';
import { exportReport } from './exportReport.ts';
import { saveReportFolder } from './saveReportFolder.ts';

const hostile = `=1+1 "><script>alert(1)</script> [x](javascript:alert(2)) | # <img src=x onerror='y'>\u202Egnp\n- https://evil.example`;
const reportId = reportIdSchema.parse('report');
let opened: TestLibrary;
let videoId: VideoId;
beforeEach(() => {
  opened = openTestLibrary();
  videoId = opened.add({ title: hostile });
  const moment: ReportCitation = {
    ...{ kind: 'moment', videoId, title: hostile, startMs: 12_500, endMs: 14_000, quote: hostile },
    url: 'https://www.example.com/watch?v=1',
  };
  const unsafe: ReportCitation = {
    ...{ kind: 'snapshot', videoId, title: hostile, observedAtMs: 0, views: 1_200 },
    url: 'javascript:alert(1)',
  };
  const summary = {
    ...({ id: reportId, kind: 'weekly', title: `Week <b>&</b> "${'w'.repeat(3)}"` } as const),
    ...{ createdAtMs: 0, asOfMs: 7 * 86_400_000, windowDays: 7, isScheduled: false },
  };
  const content: Omit<Report, keyof typeof summary> & { version: 1 } = {
    ...{ version: 1, subjects: [], windowStartMs: 0 },
    definitions: { score: hostile },
    absent: [{ reason: 'no-scores', text: hostile, count: 3 }],
    sections: [
      {
        title: 'Part',
        sentences: [
          { text: hostile, values: [], citations: [moment, unsafe], support: { by: 'code' } },
          { text: 'So.', values: [], citations: [], support: { by: 'model', probability: 0.8 } },
        ],
        tables: [
          {
            name: 'Scores',
            columns: [
              { name: hostile, unit: 'text' },
              { name: 'Score', unit: 'score', measure: 'score' },
              { name: 'Day', unit: 'day' },
            ],
            rows: [
              [hostile, { value: 2.5, low: 1.25, high: 3, n: 7 }, 86_400_000],
              ['b', null, null],
            ],
            rowCitations: [moment, null],
            moreRows: 4,
          },
        ],
        charts: [
          {
            ...{ kind: 'intervals', name: hostile, unit: 'share' },
            points: [{ name: hostile, value: 0.5, low: 0.4, high: 0.6 }],
          },
          {
            ...{ kind: 'time', name: 'Posts', unit: 'count', shape: 'bars', windowStartMs: 0 },
            ...{ startMs: 0, binMs: 86_400_000, values: [0, 2, 1] },
          },
        ],
      },
    ],
  };
  saveReport(opened.library, summary, content);
});
afterEach(() => opened.close());

const exported = async (format: 'html' | 'markdown' | 'csv') =>
  (await exportReport(opened.library, { reportId, format })).files;

async function addStill(): Promise<Buffer> {
  const still = Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3]);
  const contentHash = await addBytes(opened.library, still, '.jpg');
  const keyframe = { atMs: 0, contentHash };
  replaceShots(opened.library, videoId, [{ startMs: 0, endMs: 90_000, keyframe }]);
  return still;
}

test('a page runs and loads nothing, whatever its texts say, and has its stills within it', async () => {
  const still = await addStill();
  const [{ fileName, text } = { fileName: '', text: '' }] = await exported('html');
  expect(fileName).toBe('Week-b-b-www.html');
  const tags = new Set([...text.matchAll(/<([a-z0-9]+)/g)].map(([, tag]) => tag));
  for (const tag of ['script', 'b>', 'iframe', 'link', 'object']) expect(tags).not.toContain(tag);
  // Without what stands in quotes, no tag has a handler.
  expect(text.replace(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son\w+=/);
  expect(text).not.toMatch(/url\(|@import|="javascript:/);
  expect(text).not.toContain('\u202E');
  expect(text).toContain("default-src 'none'");
  expect(text).toContain(`src="data:image/jpeg;base64,${still.toString('base64')}"`);
  const links = [...text.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
  expect(new Set(links)).toEqual(
    new Set([
      ...['#s1', '#s2', `trendroom://video/${videoId}?t=12.5`, `trendroom://video/${videoId}`],
      'https://www.example.com/watch?v=1&amp;t=12',
    ]),
  );
  expect(text).toContain('1.3× to 3×, n\u00a0=\u00a07');
  expect(text).toContain('model, support 80 %');
});

test('Markdown has the texts as they are, and no markup of theirs', async () => {
  const [{ text } = { text: '' }] = await exported('markdown');
  expect(text).toContain('# Week \\<b\\>\\&\\</b\\>');
  expect(text).not.toMatch(/(?<!\\)<(?!https:)/);
  expect(text).not.toMatch(/(?<!\\)\]\((?!trendroom:|<https:)/);
  expect(text).not.toMatch(/(?<!\\):\/\/evil/);
  expect(text).toContain(`[open](trendroom://video/${videoId}?t=12.5)`);
  expect(text).toContain('[web](<https://www.example.com/watch?v=1&t=12>)');
  const row = text.split('\n').find((line) => line.includes('2.5×')) ?? '';
  expect(row.match(/(?<!\\)\|/g)).toHaveLength(4);
});

test('a CSV has exact numbers in columns of their own, and no formulas', async () => {
  const [{ fileName, text } = { fileName: '', text: '' }] = await exported('csv');
  expect(fileName).toBe('Week-b-b-www-scores.csv');
  const [head, first, second, end] = text.split('\r\n');
  expect(head).toContain('"Score","Score low","Score high","Score n","Day","video id","start ms"');
  expect(first).toMatch(/^"'=1\+1 /);
  expect(first).toContain(`,2.5,1.25,3,7,1970-01-02T00:00:00.000Z,"${videoId}",12500`);
  expect([second, end]).toEqual(['"b",,,,,,,', '']);
});

test('no title and no id of a library names a path', async () => {
  opened.library.db.$client.exec(`UPDATE reports SET id = '../../evil', title = '../..'`);
  const id = reportIdSchema.parse('../../evil');
  const { files } = await exportReport(opened.library, { reportId: id, format: 'csv' });
  expect(files.map(({ fileName }) => fileName)).toEqual(['report-scores.csv']);
});

test('what is no longer in the library is said, and not linked', async () => {
  opened.library.db.$client.exec('DELETE FROM videos');
  const [{ text } = { text: '' }] = await exported('html');
  expect(text).toContain('no longer in the library');
  expect(text).not.toContain('trendroom://');
});

test('a folder has the page, Markdown, tables and stills, and replaces nothing', async () => {
  await addStill();
  const path = join(opened.library.directory, 'shared');
  const saved = await saveReportFolder(opened.library, { reportId, path });
  expect(saved).toEqual({ path, files: 5 });
  expect((await readdir(path, { recursive: true })).sort()).toEqual([
    ...['report.html', 'report.md', 'stills', 'stills/1.jpg', 'stills/2.jpg', 'tables'],
    'tables/scores.csv',
  ]);
  expect((await readFile(join(path, 'stills/1.jpg'))).subarray(0, 2)).toEqual(
    Buffer.from([0xff, 0xd8]),
  );
  await expect(saveReportFolder(opened.library, { reportId, path })).rejects.toMatchObject({
    code: 'report.folderExists',
  });
});
