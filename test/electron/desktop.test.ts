import { afterEach, beforeEach, expect, test } from 'vitest';
import type { VideoId } from '../../src/contract/index.ts';
import { systemClock } from '../../src/core/base/index.ts';
import { openLibrary } from '../../src/core/db/index.ts';
import { addSampleVideo } from '../../src/core/library/testing/sampleVideo.ts';
import { Desktop } from './desktop.ts';
import { FrameDouble, type WindowDouble } from './windowDouble.ts';

const bytes = 'The first second decides.';
let desktop: Desktop;
let videoId: VideoId;
beforeEach(async () => {
  desktop = await Desktop.start({
    prepare: async (_double, { library: directory }) => {
      const library = openLibrary({ directory, clock: systemClock });
      const place = { library, folder: directory, remove: async () => {} };
      videoId = (await addSampleVideo(place, { name: 'hook.mp4', bytes })).id;
      library.close();
    },
  });
  await desktop.window();
});
afterEach(() => desktop.close());

function session(window: WindowDouble) {
  return window.options.webPreferences.session;
}

test('the window shows the page from its own scheme and gets the contract', async () => {
  const page = await desktop.page();
  expect(page.url).toBe('trendroom://app/');
  expect(page.html).toContain('<div id="root">');
  expect(Object.fromEntries(page.response.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; " +
      "font-src 'self'; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; " +
      "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; " +
      "trusted-types 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': expect.stringContaining('camera=()'),
  });
  const client = await page.client();
  expect(await client.library.verify()).toEqual({
    ok: true,
    checkedFiles: 1,
    checkedBytes: bytes.length,
    problems: [],
  });
});

test('media comes in ranges, an upload goes in, and nothing else is there', async () => {
  const { fetch } = bound(await desktop.window());
  const part = await fetch(`/media/${videoId}/original`, { headers: { range: 'bytes=4-8' } });
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
    206,
    `bytes 4-8/${bytes.length}`,
    'first',
  ]);
  expect(part.headers.get('x-content-type-options')).toBe('nosniff');
  expect(part.headers.get('content-security-policy')).toBe('sandbox');
  const beyond = await fetch(`/media/${videoId}/original`, { headers: { range: 'bytes=99-' } });
  expect(beyond.status).toBe(416);

  const upload = '019aaaaa-0000-7000-8000-000000000001';
  const put = await fetch(`/uploads/${upload}/clip.mp4`, { method: 'PUT', body: 'a whole clip' });
  expect(put.ok).toBe(true);

  expect(await (await fetch(`/videos/${videoId}`)).text()).toContain('<div id="root">');
  for (const path of ['/secret.txt', '/..%2f..%2fpackage.json', '/assets/gone.js']) {
    expect((await fetch(path)).status, path).toBe(404);
  }
  expect((await fetch('/', { method: 'POST', body: '' })).status).toBe(404);
  const foreign = session(await desktop.window()).fetch('trendroom://other/index.html');
  await expect(foreign).rejects.toThrow('ERR_BLOCKED_BY_CLIENT');
});

test('each document gets a port of its own, and the one before is closed', async () => {
  const window = await desktop.window();
  const first = await desktop.page();
  const closed = new Promise((resolve) => first.port.then((port) => port.once('close', resolve)));
  await first.client();
  await window.loadURL('trendroom://app/search');
  await closed;
  const second = await desktop.page();
  expect(second).not.toBe(first);
  expect(await (await second.client()).library.verify()).toMatchObject({ checkedFiles: 1 });
});

test('a foreign frame gets no port', async () => {
  const window = await desktop.window();
  const contents = window.webContents;
  const own = contents.mainFrame;
  const ask = (senderFrame: FrameDouble | null): number => {
    contents.ipc.emit('trendroom-connect', { senderFrame });
    return senderFrame?.received.length ?? 0;
  };
  // A frame inside the page, whatever its address; and a frame that is gone.
  expect(ask(new FrameDouble('trendroom://app/'))).toBe(0);
  expect(ask(null)).toBe(0);
  for (const url of [
    'https://example.com/',
    'file:///etc/passwd',
    'trendroom://other/',
    'trendroom://app.example.com/',
    'https://app/',
    'about:blank',
    '',
  ]) {
    contents.mainFrame = new FrameDouble(url);
    expect(ask(contents.mainFrame), url).toBe(0);
  }
  contents.mainFrame = own;
  expect(ask(own)).toBe(2);
});

function bound(window: WindowDouble) {
  return {
    fetch: (path: string, init?: RequestInit) =>
      session(window).fetch(`trendroom://app${path}`, init),
  };
}
