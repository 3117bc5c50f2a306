import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { green, makeClip } from '../../../../test/support/makeClip.ts';

/**
 * Files that name others, as FFmpeg's formats and protocols can: what is opened is the file itself. A
 * recorder of system calls says so, whatever FFmpeg reports.
 */
const child = fileURLToPath(new URL('./testing/openChild.ts', import.meta.url));
const run = promisify(execFile);
const hasRecorder = process.platform === 'linux' && spawnSync('strace', ['-V']).status === 0;
let dir = '';
let secret = '';
const at = (name: string): string => join(dir, name);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'trendroom-named-'));
  secret = at('secret.mp4');
  await makeClip({ path: secret, scenes: [{ yuv: green, frames: 5 }] });
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const playlist = (...uris: string[]): string =>
  `#EXTM3U\n#EXT-X-TARGETDURATION:10\n${uris.map((uri) => `#EXTINF:10,\n${uri}\n`).join('')}#EXT-X-ENDLIST\n`;

/** By the file's name; `SECRET` is replaced by the path of another file. */
const hostile: Record<string, string> = {
  'playlist.m3u8': playlist('SECRET', 'file:SECRET', 'http://127.0.0.1:9/a.ts'),
  'playlist.mp4': playlist('SECRET', 'http://127.0.0.1:9/a.ts'),
  'parts.m3u8': playlist(
    'subfile,,start,0,end,99,,:SECRET',
    'concat:SECRET|SECRET',
    'crypto:SECRET',
  ),
  'keys.m3u8': playlist('SECRET').replace(
    '#EXTINF',
    '#EXT-X-KEY:METHOD=AES-128,URI="http://127.0.0.1:9/key"\n#EXTINF',
  ),
  'variants.m3u8': '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nSECRET\n',
  'list.ffconcat': "ffconcat version 1.0\nfile 'SECRET'\nfile 'http://127.0.0.1:9/a.mp4'\n",
  'list.mp4': "ffconcat version 1.0\nfile 'SECRET'\n",
  'manifest.mpd':
    '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT1S"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>SECRET</BaseURL></Representation></AdaptationSet></Period></MPD>',
  'session.sdp':
    'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n',
  'redirect.asx': '[Reference]\nRef1=http://127.0.0.1:9/a.wmv\nRef2=SECRET\n',
};

/** What the child said of each file, and the calls of it that name a file or the network. */
async function record(how: 'guarded' | 'bare', paths: readonly string[]) {
  const log = at(`${how}.log`);
  const { stdout } = await run('strace', [
    ...['-f', '-qq', '--seccomp-bpf', '-e', 'signal=none', '-s', '4096', '-o', log],
    ...['-e', 'trace=open,openat,socket,connect', process.execPath, '--experimental-strip-types'],
    ...['--disable-warning=ExperimentalWarning', child, how, ...paths],
  ]);
  return { said: stdout.trim().split('\n'), calls: (await readFile(log, 'utf8')).split('\n') };
}

const opens = (calls: readonly string[], path: string) =>
  calls.some((call) => /\bopen(at)?\(/.test(call) && call.includes(`"${path}"`));

describe.runIf(hasRecorder)('files that name other files', () => {
  beforeAll(async () => {
    for (const [name, text] of Object.entries(hostile)) {
      await writeFile(at(name), text.replaceAll('SECRET', secret));
    }
  });

  test('only they themselves are opened, and no socket', async () => {
    const paths = Object.keys(hostile).map(at);
    const { said, calls } = await record('guarded', paths);
    expect(said).toEqual(paths.map(() => 'input.notMedia'));
    for (const path of paths) expect(opens(calls, path), path).toBe(true);
    expect(calls.filter((call) => call.includes(secret))).toEqual([]);
    expect(calls.filter((call) => /\b(socket|connect)\(/.test(call))).toEqual([]);
  });

  test('a name that FFmpeg takes for a protocol is the name of a file', async () => {
    const names = [`subfile,,start,0,end,99,,:${secret}`, `concat:${secret}|${secret}`];
    const others = ['http://127.0.0.1:9/a.mp4', 'data:video/mp4;base64,AAAA', `file:${secret}`];
    const { said, calls } = await record('guarded', [...names, ...others]);
    expect(said).toEqual([...names, ...others].map(() => 'input.notFound'));
    expect(opens(calls, secret)).toBe(false);
    expect(calls.filter((call) => /\b(socket|connect)\(/.test(call))).toEqual([]);
  });

  test('without the guard FFmpeg opens them: the files are what they seem', async () => {
    const { calls } = await record('bare', [at('playlist.m3u8'), at('list.ffconcat')]);
    expect(opens(calls, secret)).toBe(true);
  });
});
