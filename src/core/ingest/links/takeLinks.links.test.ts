import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  contentHashSchema,
  type Observation,
  type VideoId,
  videoIdSchema,
} from '../../../contract/index.ts';
import { getVideoDetail, insertVideo } from '../../library/index.ts';
import { installedTools, type LinkFixture, openLinkFixture } from './testing/linkFixture.ts';
import { type LinkServer, startLinkServer } from './testing/linkServer.ts';

const toolFolder = await mkdtemp(join(tmpdir(), 'trendroom-yt-dlp-'));
const tools = await installedTools(toolFolder);
let site: LinkServer;
beforeAll(async () => {
  site = await startLinkServer();
});
afterAll(async () => {
  await site?.close();
  await rm(toolFolder, { recursive: true, force: true });
});

let fixture: LinkFixture;
beforeEach(async () => {
  site.requests.length = 0;
  fixture = await openLinkFixture(tools);
});
afterEach(() => fixture.close());

const link = (path: string): string => `${site.origin}${path}`;

// A run of yt-dlp takes a second on an idle machine, and there are some dozens.
const options = { timeout: 120_000 };

describe.skipIf(tools === undefined)(
  'links, by the real yt-dlp from a site of this machine',
  options,
  () => {
    test('files, pages and captions become videos with what the page tells', async () => {
      const paths = ['/captioned.html', '/counted.html', '/social.html'];
      const items = await fixture.take(...paths.map(link));

      expect(items.map(({ path, status, error }) => ({ path, status, error }))).toEqual(
        paths.map((path) => ({ path: link(path), status: 'done', error: undefined })),
      );
      const details = items.map(({ videoId }) => {
        const { title, sourceUrl, originalName, metrics, storage } = getVideoDetail(
          fixture.library,
          videoIdSchema.parse(videoId),
        );
        const views = metrics.map((snapshot) => snapshot.views);
        return { title, sourceUrl, originalName, views, storage };
      });
      expect(details).toEqual([
        {
          title: 'Captioned (1)',
          sourceUrl: link('/captioned.html'),
          originalName: 'html5mediaembed-captioned-1.mp4',
          views: [],
          storage: 'link',
        },
        {
          title: 'Hostile  [31m name',
          sourceUrl: link('/counted.html'),
          originalName: 'generic-counted.mp4',
          views: [1_000],
          storage: 'link',
        },
        {
          title: 'Apps & money',
          sourceUrl: link('/social.html'),
          originalName: 'generic-cancel-four-apps.mp4',
          views: [],
          storage: 'link',
        },
      ]);
      // The page's captions lay beside the file.
      expect(fixture.captions).toEqual({
        'html5mediaembed-captioned-1.en.vtt': expect.stringContaining('Written by a person.'),
      });
      // Nothing of the downloads is left beside the library.
      expect(await readdir(join(fixture.library.directory, 'work'))).toEqual([]);
    });

    test('every way in which a site refuses has its own code', async () => {
      const codes: Record<string, string> = {
        '/none.html': 'link.unsupported',
        '/members.mp4': 'link.signIn',
        '/status/404': 'link.removed',
        '/status/429': 'link.rateLimited',
        '/status/451': 'link.region',
        '/to-file': 'link.unsupported',
        '/huge.mp4': 'link.failed',
      };
      const items = await fixture.take(...Object.keys(codes).map(link));
      expect(
        Object.fromEntries(
          items.map(({ path, error }) => [path.slice(site.origin.length), error?.code]),
        ),
      ).toEqual(codes);
      const words = items.map(({ error }) => `${error?.message} ${error?.hint}`).join(' ');
      expect(words).not.toMatch(/Traceback|yt-dlp -U|report this issue|caused by/);
    });

    test('what is no link says so at once, and nothing is asked', async () => {
      const bad = [
        'file:///etc/passwd',
        'ftp://example.com/a',
        'https://me:word@example.com',
        'abc',
      ];
      const items = await fixture.take(...bad);
      expect(items.map(({ status, error }) => [status, error?.code])).toEqual(
        bad.map(() => ['failed', 'link.invalid']),
      );
      expect(fixture.queue.list({ limit: 10 })).toEqual([]);
    });

    test('a playlist becomes an item for each of its videos, up to the limit, once each', async () => {
      fixture.settings.linkLimit = 2;
      const items = await fixture.take(link('/feed.xml'), link('/two.html'));
      expect(items.map(({ path, status }) => [path.slice(site.origin.length), status])).toEqual([
        // Some are one clip: whichever is taken in first is the one that is kept.
        ['/player.html', expect.stringMatching(/done|duplicate/)],
        ['/social.html', expect.stringMatching(/done|duplicate/)],
        ['/two.html#video-1', expect.stringMatching(/done|duplicate/)],
        ['/two.html#video-2', expect.stringMatching(/done|duplicate/)],
      ]);
      const kept = new Set(items.map(({ videoId }) => videoId));
      expect(items.filter(({ status }) => status === 'done')).toHaveLength(kept.size);
      site.requests.length = 0;
      const again = await fixture.take(link('/social.html'), link('/two.html#video-2'));
      expect(again.map(({ status }) => status)).toEqual(['duplicate', 'duplicate']);
      expect(site.requests).toEqual([]);
    });

    test('a cookies file opens what wants a sign-in, and stays as it was', async () => {
      const cookies = join(fixture.library.directory, 'mine.txt');
      const fields = ['127.0.0.1', 'FALSE', '/', 'FALSE', '2000000000', 'member', 'yes'];
      const text = `# Netscape HTTP Cookie File\n${fields.join('\t')}\n`;
      await writeFile(cookies, text);
      fixture.settings.cookiesFile = cookies;
      const [item] = await fixture.take(link('/members.mp4'));
      expect(item).toMatchObject({ status: 'done' });
      expect(await readFile(cookies, 'utf8')).toBe(text);

      await rm(cookies);
      const [other] = await fixture.take(link('/v/lunch-money-friday.mp4'));
      expect(other).toMatchObject({ status: 'failed', error: { code: 'input.notFound' } });
    });

    test('a reset in the middle goes on where it broke off', async () => {
      const [item] = await fixture.take(link('/reset/stop-scrubbing.mp4'));
      expect(item).toMatchObject({ status: 'done' });
      expect(site.requests.filter((request) => /bytes=[1-9]/.test(request))).toHaveLength(1);
    });

    test('counts are read again into a new snapshot; one that fails does not stop the rest', async () => {
      const add = (title: string, sourceUrl: string | null): VideoId =>
        insertVideo(fixture.library, {
          contentHash: contentHashSchema.parse(title.charCodeAt(0).toString(16).padStart(64, '0')),
          title,
          sourceUrl,
          originalName: 'video.mp4',
          originalPath: '/video.mp4',
          storage: 'link',
          sizeBytes: 1,
        });
      const gone = add('Gone', link('/status/404'));
      const counted = add('Counted', link('/counted.html'));
      const file = add('File', null);
      site.views = 2_500;
      const seen: Observation[] = [];
      const videoIds = [gone, counted, file];
      for await (const item of fixture.links.observe({ videoIds, all: false })) seen.push(item);
      expect(seen).toEqual([
        {
          videoId: gone,
          title: 'Gone',
          status: 'failed',
          error: expect.objectContaining({ code: 'link.removed' }),
        },
        { videoId: counted, title: 'Counted', status: 'observed', views: 2_500 },
        { videoId: file, title: 'File', status: 'skipped' },
      ]);
      const { metrics } = getVideoDetail(fixture.library, counted);
      expect(metrics.map(({ views }) => views)).toEqual([2_500]);
    });

    test('a redirect into a private network is refused, wherever it comes from', async () => {
      // Of this machine's addresses this test calls one public, so that there is a way in.
      const inside = await startLinkServer('127.0.0.2');
      const guarded = await openLinkFixture(tools, {
        isRefused: (address) => address !== '127.0.0.1',
      });
      try {
        guarded.settings.allowPrivateAddresses = false;
        const target = encodeURIComponent(`${inside.origin}/v/piel-seca.mp4`);
        const given = ['/v/piel-seca.mp4', `/to/${target}`].map(link);
        const items = await guarded.take(...given, `${inside.origin}/v/piel-seca.mp4`);
        const codes = Object.fromEntries(items.map(({ path, error }) => [path, error?.code]));
        expect(codes).toEqual({
          [link('/v/piel-seca.mp4')]: undefined,
          [link(`/to/${target}`)]: 'link.privateAddress',
          [`${inside.origin}/v/piel-seca.mp4`]: 'link.privateAddress',
        });
        expect(inside.requests).toEqual([]);
      } finally {
        await guarded.close();
        await inside.close();
      }
    });
  },
);
