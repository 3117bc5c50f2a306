import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../base/index.ts';
import { createLinkTools, type LinkToolOptions, type LinkTools } from './linkTool.ts';
import { publisherKey } from './publisherKey.ts';

/** A program that only knows its version. */
const program = (version: string): string => `#!/bin/sh\necho ${version}\n`;

let dir = '';
let releases: Server;
let files: Record<string, string | Uint8Array> = {};
let origin = '';
let publisher: { armoredKey: string; sign(text: string): Promise<Uint8Array> };
beforeAll(async () => {
  publisher = await createPublisher();
});
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'trendroom-tool-'));
  await mkdir(join(dir, 'bin'));
  files = {};
  releases = createServer(async (incoming, answer) => {
    const name = (incoming.url ?? '').slice(1);
    const isSignature = name === 'SHA2-256SUMS.sig' && files[name] === undefined;
    const body = isSignature ? await publisher.sign(`${files['SHA2-256SUMS']}`) : files[name];
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
    sources: {
      pythons: [[join(dir, 'no-python')]],
      releases: origin,
      armoredKey: publisher.armoredKey,
    },
    ...options,
  });
}

/** Signs as the publisher does: a detached signature of the bytes, in binary. */
async function createPublisher() {
  const { createMessage, generateKey, sign } = await import('openpgp');
  const keys = await generateKey({
    type: 'ecc',
    userIDs: [{ name: 'Publisher' }],
    format: 'object',
  });
  return {
    armoredKey: keys.publicKey.armor(),
    sign: async (text: string): Promise<Uint8Array> =>
      sign({
        message: await createMessage({ binary: Buffer.from(text) }),
        signingKeys: keys.privateKey,
        detached: true,
        format: 'binary',
      }),
  };
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

test('the key that is shipped is yt-dlp’s', async () => {
  const { readKey } = await import('openpgp');
  const key = await readKey({ armoredKey: publisherKey });
  expect(key.getFingerprint()).toBe('ac0cbbe6848d6a873464af4e57cf65933b5a7581');
});

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

  test('something else of that name, an unsafe version, or one that does not run, is none', async () => {
    await putOnPath(program('hello'));
    expect(await tools().find()).toEqual({ source: 'missing', old: false });
    await putOnPath(program('2024.06.30'));
    expect(await tools().find()).toEqual({ source: 'missing', old: false });
    await putOnPath('#!/bin/sh\necho 2026.08.23\nexit 3\n');
    expect(await tools().find()).toEqual({ source: 'missing', old: false });
  });

  test.each([
    ['the file', () => chmod(join(dir, 'bin', 'yt-dlp'), 0o757)],
    ['its folder', () => chmod(join(dir, 'bin'), 0o777)],
  ])('one of which every user can change %s is not run, and that is said', async (_what, open) => {
    const ran = join(dir, 'ran');
    await putOnPath(`#!/bin/sh\ntouch '${ran}'\necho 2026.08.23\n`);
    await open();
    const some = tools();
    expect(await some.find()).toEqual({ source: 'missing', old: false });
    expect((await some.inspect()).refused).toMatch(/not used: every user can write to .*bin/);
    await expect(some.require()).rejects.toMatchObject({
      code: 'link.toolMissing',
      message: expect.stringContaining('every user can write'),
    });
    expect(existsSync(ran)).toBe(false);
    // In a folder like /tmp the others cannot exchange it.
    await chmod(join(dir, 'bin', 'yt-dlp'), 0o755);
    await chmod(join(dir, 'bin'), 0o1777);
    expect(await some.find()).toMatchObject({ source: 'path' });
  });

  test('what is run can be compared: its file, links resolved, with hash, rights and age', async () => {
    await putOnPath(program('2026.11.10'));
    await rename(join(dir, 'bin', 'yt-dlp'), join(dir, 'real'));
    await symlink(join(dir, 'real'), join(dir, 'bin', 'yt-dlp'));
    const sha256 = createHash('sha256').update(program('2026.11.10')).digest('hex');
    expect(await tools().inspect()).toEqual({
      ...{ source: 'path', version: '2026.11.10', old: false, ageDays: 10 },
      file: { path: await realpath(join(dir, 'real')), sha256, rights: 'rwxr-xr-x' },
    });
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
    [
      'whose list of hashes another has signed',
      async () => {
        publish('2026.11.09');
        const other = await createPublisher();
        files['SHA2-256SUMS.sig'] = await other.sign(`${files['SHA2-256SUMS']}`);
      },
      'link.failed',
    ],
    [
      'without a signature that can be read',
      () => {
        publish('2026.11.09');
        files['SHA2-256SUMS.sig'] = 'no signature';
      },
      'link.failed',
    ],
    ['that does not run', () => publish('2026.11.09; exit 1'), 'link.failed'],
    ['that is not there', () => {}, 'link.failed'],
    ['that is older', () => publish('2026.11.01'), 'link.failed'],
  ] as const)('an update %s leaves the version before in use', async ([, prepare, code]) => {
    publish('2026.11.02');
    const some = tools();
    await some.install();
    files = {};
    await prepare();
    await expect(some.install()).rejects.toMatchObject({ code });
    expect(await tools().find()).toEqual({ source: 'app', version: '2026.11.02', old: false });
    // Nothing of the failed one is left.
    expect((await readdir(join(dir, 'own'))).toSorted()).toEqual([
      'current.json',
      expect.stringMatching(/^v-/),
    ]);
  });

  test('an installed program that was changed since is not run', async () => {
    publish('2026.11.02');
    await tools().install();
    const [version = ''] = (await readdir(join(dir, 'own'))).filter(
      (name) => name !== 'current.json',
    );
    await writeFile(join(dir, 'own', version, 'yt-dlp'), program('2026.11.03'));
    expect(await tools().find()).toEqual({ source: 'missing', old: false });
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
