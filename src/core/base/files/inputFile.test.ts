import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openInputFile, readInputFile } from './inputFile.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-input-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);

test('a regular file is read whole, up to what is allowed', async () => {
  await writeFile(at('a.srt'), 'twelve bytes');
  await symlink(at('a.srt'), at('b.srt'));
  for (const name of ['a.srt', 'b.srt']) {
    const { bytes, writtenAtMs } = await readInputFile(at(name), { maxBytes: 12 });
    expect(bytes.toString()).toBe('twelve bytes');
    expect(writtenAtMs).toBeGreaterThan(0);
  }
  await writeFile(at('empty'), '');
  expect((await readInputFile(at('empty'), { maxBytes: 1 })).bytes).toHaveLength(0);
  await expect(readInputFile(at('a.srt'), { maxBytes: 11 })).rejects.toMatchObject({
    code: 'input.tooLarge',
  });
});

describe.skipIf(process.platform === 'win32')('what is no regular file', () => {
  test('a pipe nobody writes to, a device without end, a socket and a folder are refused at once', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    await symlink(at('pipe'), at('link to pipe'));
    await symlink('/dev/zero', at('endless'));
    await mkdir(at('folder'));
    const server = createServer().listen(at('socket'));
    try {
      for (const name of ['pipe', 'link to pipe', 'endless', 'socket', 'folder']) {
        await expect(openInputFile(at(name)), name).rejects.toMatchObject({
          code: 'input.notFile',
        });
      }
    } finally {
      server.close();
    }
  });

  test('links in a circle and names that cannot exist have codes of their own', async () => {
    await symlink(at('two'), at('one'));
    await symlink(at('one'), at('two'));
    await expect(openInputFile(at('one'))).rejects.toMatchObject({ code: 'input.linkLoop' });
    const long = openInputFile(at('x'.repeat(300)));
    await expect(long).rejects.toMatchObject({ code: 'input.notFound' });
  });

  test.runIf(process.platform === 'linux')(
    'a file that is larger than it says is read up to what is allowed',
    async () => {
      // Files of the kernel have a size of 0.
      const { bytes } = await readInputFile('/proc/self/status', { maxBytes: 100_000 });
      expect(bytes.length).toBeGreaterThan(100);
      await expect(readInputFile('/proc/self/status', { maxBytes: 100 })).rejects.toMatchObject({
        code: 'input.tooLarge',
      });
    },
  );
});
