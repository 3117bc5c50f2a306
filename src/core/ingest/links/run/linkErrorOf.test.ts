import { expect, test } from 'vitest';
import type { ErrorCode } from '../../../../contract/index.ts';
import { linkErrorOf } from './linkErrorOf.ts';

const report =
  '; please report this issue on  https://github.com/yt-dlp/yt-dlp/issues?q= , filling out the ' +
  'appropriate issue template. Confirm you are on the latest version using  yt-dlp -U';
const cookies =
  'Use --cookies-from-browser or --cookies for the authentication. See  ' +
  'https://github.com/yt-dlp/yt-dlp/wiki/FAQ#how-do-i-pass-cookies-to-yt-dlp  for how to ' +
  'manually pass cookies';

// Wordings of yt-dlp 2026.10.26 and, where an extractor quotes the platform, of the platform.
const wordings: readonly (readonly [ErrorCode, string])[] = [
  ['link.unsupported', 'ERROR: Unsupported URL: https://example.com/words'],
  ['link.unsupported', `ERROR: [HTML5MediaEmbed] a-1: No video formats found!${report}`],
  [
    'link.unsupported',
    'yt_dlp.networking.exceptions.RequestError: No connection adapters were found for ' +
      "'file:///etc/passwd'",
  ],
  [
    'link.private',
    'ERROR: [youtube] abc: Private video. Sign in if you have been granted access to this video. ' +
      cookies,
  ],
  ['link.private', 'ERROR: [vimeo] 12: This video is private'],
  [
    'link.private',
    'ERROR: [generic] a: Unable to download webpage: HTTP Error 403: Forbidden (caused by ' +
      '<HTTPError 403: Forbidden>)',
  ],
  [
    'link.removed',
    'ERROR: [youtube] abc: Video unavailable. This video has been removed by the uploader',
  ],
  ['link.removed', 'ERROR: [youtube] abc: Video unavailable'],
  [
    'link.removed',
    'ERROR: [generic] a: Unable to download webpage: HTTP Error 410: Gone (caused by ' +
      '<HTTPError 410: Gone>)',
  ],
  ['link.removed', `ERROR: [TikTok] 7: Video not available, status code 10204${report}`],
  ['link.removed', 'ERROR: [twitter] 1: Requested tweet is unavailable'],
  [
    'link.region',
    'ERROR: [youtube] abc: The uploader has not made this video available in your country',
  ],
  [
    'link.region',
    'ERROR: [x] 1: This video is not available from your location due to geo restriction',
  ],
  ['link.signIn', `ERROR: [instagram] C1: You need to log in to access this content. ${cookies}`],
  ['link.signIn', `ERROR: [youtube] abc: Sign in to confirm you’re not a bot. ${cookies}`],
  ['link.signIn', `ERROR: [youtube] abc: Sign in to confirm your age. ${cookies}`],
  [
    'link.signIn',
    'ERROR: [youtube] abc: Join this channel to get access to members-only content like this video',
  ],
  [
    'link.rateLimited',
    'ERROR: [generic] a: Unable to download webpage: HTTP Error 429: Too Many Requests (caused ' +
      'by <HTTPError 429: Too Many Requests>)',
  ],
  [
    'link.rateLimited',
    'ERROR: [youtube] abc: Video unavailable. This content isn’t available, try again later. ' +
      'Your account has been rate-limited by YouTube for up to an hour.',
  ],
  [
    'network.unavailable',
    "ERROR: [generic] Unable to download webpage: Failed to resolve 'nowhere.example' " +
      '([Errno -2] Name or service not known)',
  ],
  [
    'network.unavailable',
    'ERROR: [download] Got error: 260096 bytes read, 260097 more expected. Giving up after 3 retries',
  ],
  ['network.unavailable', 'ERROR: unable to download video data: The read operation timed out'],
  [
    'network.unavailable',
    'ERROR: [generic] a: Unable to download webpage: HTTP Error 503: Service Unavailable',
  ],
  [
    'link.removed',
    'ERROR: [generic] private-party: Unable to download webpage: HTTP Error 404: Not Found',
  ],
  ['link.signIn', "ERROR: 'cookies.txt' does not look like a Netscape format cookies file"],
  ['disk.full', 'ERROR: unable to write data: [Errno 28] No space left on device'],
  ['link.toolOld', `ERROR: [youtube] abc: Unable to extract yt initial data${report}`],
  ['link.failed', 'ERROR: Something that nobody has seen'],
  ['link.failed', ''],
];

test.for(wordings)('%s: %s', ([code, stderr]) => {
  const error = linkErrorOf({ stderr, old: false });
  expect(error.code).toBe(code);
  expect(error.message).not.toMatch(/^ERROR|^\[|caused by|yt-dlp -U|report this issue|^$/);
});

test('the line of the cookies file that yt-dlp could not read is not repeated', () => {
  const line = 'site.example\\tTRUE\\t/\\tTRUE\\t1\\tsession\\tcanary-31f0';
  const stderr = `ERROR: invalid Netscape format cookies file 'cookies.txt': '${line}'`;
  const { code, message } = linkErrorOf({ stderr, old: false });
  expect([code, message]).toEqual(['link.signIn', expect.stringContaining('Netscape')]);
  expect(message).not.toContain('canary');
});

test('what nobody knows is blamed on a tool that is old', () => {
  const stderr = 'ERROR: Something that nobody has seen';
  expect(linkErrorOf({ stderr, old: true })).toMatchObject({
    code: 'link.toolOld',
    message: 'Something that nobody has seen',
  });
});

test('the last error counts, without warnings, colours and control characters', () => {
  const stderr =
    'ERROR: first\nWARNING: meanwhile\n\u001b[0;31mERROR:\u001b[0m [x:y] 12: It\u0007 broke\nWARNING: after';
  expect(linkErrorOf({ stderr, old: false }).message).toBe('It  broke');
});

test('a message without end is cut', () => {
  expect(linkErrorOf({ stderr: `ERROR: ${'x'.repeat(9_000)}`, old: false }).message).toHaveLength(
    500,
  );
});

test.each([
  ['spaces', `x ${' '.repeat(100_000)}x`],
  ['brackets', '(caused by '.repeat(90_000)],
  ['advice', 'please report this issue on a ,filling out '.repeat(20_000)],
])('a long message of %s is read at once', (_what, message) => {
  const startedAtMs = performance.now();
  expect(linkErrorOf({ stderr: `ERROR: ${message}`, old: false }).code).toBe('link.failed');
  expect(performance.now() - startedAtMs).toBeLessThan(1_000);
});
