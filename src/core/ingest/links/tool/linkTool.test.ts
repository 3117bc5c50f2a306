import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../base/index.ts';
import { createLinkTools, type LinkToolOptions, type LinkTools } from './linkTool.ts';

/** A program that only knows its version. */
const program = (version: string): string => `#!/bin/sh\necho ${version}\n`;

let dir = '';
let releases: Server;
let files: Record<string, string> = {};
let origin = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'trendroom-tool-'));
  await mkdir(join(dir, 'bin'));
  files = {};
  releases = createServer((incoming, answer) => {
    const body = files[(incoming.url ?? '').slice(1)];
    answer.writeHead(body === undefined ? 404 : 200).end(body);
  }).listen(0, '127.0.0.1');
  await once(releases, 'listening');
  const address = releases.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
afterEach(async () => {
  releases.closeAllConnections();
  releases.close();
  await rm(dir, { recursive: true, force: true });
});

/** As on a machine without Python, on a day of November 2026. */
function tools(options: Partial<LinkToolOptions> = {}): LinkTools {
  return createLinkTools({
    folder: join(dir, 'own'),
    clock: { nowMs: () => Date.UTC(2026, 10, 20) },
    requireNetwork: () => {},
    searchPath: join(dir, 'bin'),
    sources: { pythons: [[join(dir, 'no-python')]], releases: origin },
    ...options,
  });
}

function publish(version: string, sums = ''): void {
  const body = program(version);
  const sum = createHash('sha256').update(body).digest('hex');
  for (const name of ['yt-dlp_linux', 'yt-dlp_linux_aarch64', 'yt-dlp_macos']) {
    files[name] = body;
    files['SHA2-256SUMS'] = `${files['SHA2-256SUMS'] ?? ''}${sums || sum}  ${name}\n`;
  }
}

async function putOnPath(text: string): Promise<void> {
  await writeFile(join(dir, 'bin', 'yt-dlp'), text);
  await chmod(join(dir, 'bin', 'yt-dlp'), 0o755);
}

// The programs are shell scripts.
describe.skipIf(process.platform === 'win32')('the yt-dlp that reads links', () => {
  test('none is there, and the jobs are told so', async () => {
    expect(await tools().find()).toEqual({ source: 'missing', old: false });
    await expect(tools().require()).rejects.toMatchObject({ code: 'link.toolMissing' });
  });

  test('one of the PATH is taken, and is old after 90 days', async () => {
    await putOnPath(program('2026.08.23'));
    expect(await tools().find()).toEqual({ source: 'path', version: '2026.08.23', old: false });
    await putOnPath(program('2026.08.21'));
    expect(await tools().find()).toEqual({ source: 'path', version: '2026.08.21', old: true });
  });

  test('something else of that name, or one that does not run, is none', async () => {
    await putOnPath(program('hello'));
    expect(await tools().find()).toEqual({ source: 'missing', old: false });
    await putOnPath('#!/bin/sh\necho 2026.08.23\nexit 3\n');
    expect(await tools().find()).toEqual({ source: 'missing', old: false });
  });

  test('without Python the publisher’s program is installed; the newer one of two is used', async () => {
    await putOnPath(program('2026.10.01'));
    publish('2026.11.02');
    const some = tools();
    expect(await some.install()).toEqual({ source: 'app', version: '2026.11.02', old: false });
    expect(await some.require()).toMatchObject({ source: 'app', version: '2026.11.02' });
    await putOnPath(program('2026.11.03'));
    expect(await some.find()).toMatchObject({ source: 'path', version: '2026.11.03' });
  });

  test.for([
    ['with another hash', () => publish('2026.11.09', '0'.repeat(64)), 'link.failed'],
    ['that does not run', () => publish('2026.11.09; exit 1'), 'link.failed'],
    ['that is not there', () => {}, 'link.failed'],
  ] as const)('an update %s leaves the version before in use', async ([, prepare, code]) => {
    publish('2026.11.02');
    const some = tools();
    await some.install();
    files = {};
    prepare();
    await expect(some.install()).rejects.toMatchObject({ code });
    expect(await tools().find()).toEqual({ source: 'app', version: '2026.11.02', old: false });
    // Nothing of the failed one is left.
    expect((await readdir(join(dir, 'own'))).toSorted()).toEqual([
      'current.json',
      expect.stringMatching(/^v-/),
    ]);
  });

  test('the version before stays for jobs that still run it, those before it go', async () => {
    const some = tools();
    for (const version of ['2026.11.02', '2026.11.03', '2026.11.04']) {
      files = {};
      publish(version);
      await some.install();
    }
    expect((await readdir(join(dir, 'own'))).filter((name) => name.startsWith('v-'))).toHaveLength(
      2,
    );
    expect(await some.find()).toMatchObject({ version: '2026.11.04' });
  });

  test('without network the reason is said; offline nothing is asked', async () => {
    const dead = tools({ sources: { pythons: [], releases: 'http://127.0.0.1:9' } });
    await expect(dead.install()).rejects.toMatchObject({ code: 'network.unavailable' });
    publish('2026.11.02');
    const offline = tools({
      requireNetwork: () => {
        throw new AppError('network.notAllowed', 'offline');
      },
    });
    await expect(offline.install()).rejects.toMatchObject({ code: 'network.notAllowed' });
    expect(await offline.find()).toEqual({ source: 'missing', old: false });
  });
});
