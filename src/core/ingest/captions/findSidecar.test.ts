import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findSidecars, readSidecar } from './findSidecar.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-captions-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const touch = (...names: string[]) =>
  Promise.all(names.map((name) => writeFile(join(folder, name), 'x')));

const found = async (media: string, language?: string) =>
  (await findSidecars(join(folder, media), language)).map(({ path, format, language: tag }) => [
    basename(path),
    format,
    tag,
  ]);

it('finds the files of the same name, best first', async () => {
  await touch('clip.mp4', 'clip.vtt', 'clip.SRT', 'clip.de.srt', 'clip.pt-BR.vtt', 'clip.en.srt');
  await touch('clip2.srt', 'clip.notes.srt', 'clip.txt', 'other.srt', 'clipx.srt');
  expect(await found('clip.mp4')).toEqual([
    ['clip.SRT', 'srt', undefined],
    ['clip.vtt', 'vtt', undefined],
    ['clip.de.srt', 'srt', 'de'],
    ['clip.en.srt', 'srt', 'en'],
    ['clip.pt-BR.vtt', 'vtt', 'pt-BR'],
  ]);
  expect((await found('clip.mp4', 'pt')).at(2)).toEqual(['clip.pt-BR.vtt', 'vtt', 'pt-BR']);
});

it('finds names with quotes, emoji, newlines, dashes and accents written apart', async () => {
  const stem = `-it's "ü" \n🎬`;
  await touch(`${stem.normalize('NFD')}.srt`);
  expect(await found(`${stem}.mp4`)).toHaveLength(1);
});

it('finds nothing in a folder that is not there', async () => {
  expect(await found('gone/clip.mp4')).toEqual([]);
});

it.skipIf(process.platform === 'win32').each(['pipe', 'endless device'])(
  'does not wait for captions that are a %s, and says what they are',
  async (kind) => {
    const path = join(folder, 'clip.srt');
    if (kind === 'pipe') execFileSync('mkfifo', [path]);
    else await symlink('/dev/zero', path);
    const [sidecar] = await findSidecars(join(folder, 'clip.mp4'));
    if (sidecar === undefined) throw new Error('not found');
    await expect(readSidecar(sidecar)).rejects.toMatchObject({
      code: 'captions.invalid',
      message: expect.stringContaining('not a regular file'),
    });
  },
);

it('reports a sidecar that cannot be read', async () => {
  await mkdir(join(folder, 'clip.srt'));
  const [sidecar] = await findSidecars(join(folder, 'clip.mp4'));
  if (sidecar === undefined) throw new Error('not found');
  await expect(readSidecar(sidecar)).rejects.toMatchObject({ code: 'captions.invalid' });
});
