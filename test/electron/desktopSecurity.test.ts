import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Desktop } from './desktop.ts';
import { preventable } from './electronDouble.ts';
import type { WindowDouble } from './windowDouble.ts';

/** docs/security.md names these tests line by line. */
let desktop: Desktop;
let window: WindowDouble;
beforeEach(async () => {
  desktop = await Desktop.start();
  window = await desktop.window();
});
afterEach(() => desktop.close());

test('the page runs in the sandbox, apart from Node and from the preload script', () => {
  const { session, preload, ...preferences } = window.options.webPreferences;
  expect(desktop.double.calls.sandboxed).toBe(true);
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  });
  expect([...desktop.double.sessions.keys()]).toEqual(['trendroom']);
  expect(session).toBe(desktop.double.sessions.get('trendroom'));
  expect(desktop.double.calls.schemes).toEqual([
    {
      scheme: 'trendroom',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    },
  ]);
  expect(desktop.double.calls.menu).toBeNull();
});

test('navigation, redirects, frames and webviews are denied; a reload stays', () => {
  const { webContents } = window;
  const isPrevented = (event: string, fields: object): boolean => {
    const details = preventable(fields);
    webContents.emit(event, details);
    return details.prevented;
  };
  for (const url of ['https://example.com/', 'file:///etc/passwd', 'trendroom://app/media/x']) {
    expect(isPrevented('will-navigate', { url }), url).toBe(true);
    expect(isPrevented('will-redirect', { url }), url).toBe(true);
    expect(isPrevented('will-frame-navigate', { url, isMainFrame: false }), url).toBe(true);
  }
  expect(isPrevented('will-attach-webview', {})).toBe(true);
  expect(isPrevented('will-navigate', { url: 'trendroom://app/' })).toBe(false);
});

test('a window is never opened; whole https links go to the browser, nothing else does', async () => {
  const ask = (url: string) => window.webContents.windowOpen?.({ url });
  const refused = [
    'http://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://example.com/share',
    'ms-msdt:/id',
    'https://user:secret@example.com/',
    `https://example.com/${'a'.repeat(3_000)}`,
    'not a link',
    'trendroom://app/',
  ];
  for (const url of refused) expect(ask(url)).toEqual({ action: 'deny' });
  expect(ask('https://www.example.com/watch?v=1 2')).toEqual({ action: 'deny' });
  expect(desktop.double.calls.links).toEqual(['https://www.example.com/watch?v=1%202']);
});

test('of the permissions only copying and full screen are granted, to this page alone', () => {
  const { session } = window.options.webPreferences;
  const own = 'trendroom://app/';
  expect(session.isGranted('clipboard-sanitized-write', own)).toBe(true);
  expect(session.isGranted('fullscreen', own)).toBe(true);
  for (const permission of ['clipboard-sanitized-write', 'fullscreen']) {
    expect(session.isGranted(permission, 'https://example.com/')).toBe(false);
  }
  for (const permission of [
    'clipboard-read',
    'geolocation',
    'media',
    'midi',
    'notifications',
    'openExternal',
    'pointerLock',
    'display-capture',
    'fileSystem',
    'unknown',
  ]) {
    expect(session.isGranted(permission, own), permission).toBe(false);
  }
  expect(session.isDeviceGranted()).toBe(false);
  expect(session.isCaptureGranted()).toBe(false);
});

test('no request leaves the program and no foreign file is saved', async () => {
  expect(window.webContents.webRtcPolicy).toBe('disable_non_proxied_udp');
  const { session } = window.options.webPreferences;
  for (const url of ['https://example.com/x.js', 'http://127.0.0.1:1/', 'ws://example.com/']) {
    await expect(session.fetch(url), url).rejects.toThrow('ERR_BLOCKED_BY_CLIENT');
  }
  const isPrevented = (url: string): boolean => {
    const event = preventable({});
    session.emit('will-download', event, { getURL: () => url });
    return event.prevented;
  };
  for (const url of [
    'https://example.com/setup.exe',
    'blob:https://example.com/1',
    'data:application/octet-stream,x',
    'trendroom://app/media/x/original',
  ]) {
    expect(isPrevented(url), url).toBe(true);
  }
  expect(isPrevented('blob:trendroom://app/transcript')).toBe(false);
});

test('a certificate that is not valid is refused', () => {
  const event = preventable({});
  const answer = vi.fn();
  desktop.double.app.emit('certificate-error', event, null, 'https://x', 'expired', {}, answer);
  expect([event.prevented, answer.mock.calls]).toEqual([true, [[false]]]);
});
