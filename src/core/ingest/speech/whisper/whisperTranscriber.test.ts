import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { silentLogger } from '../../../base/index.ts';
import { createNodeHost } from '../../../host/index.ts';
import { createWhisperTranscriber } from './whisperTranscriber.ts';

const { children } = createNodeHost({ libraryDir: '', modelsDir: '', logger: silentLogger });
const transcriber = createWhisperTranscriber(children);

let folder: string;
let pcmPath: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-whisper-'));
  pcmPath = join(folder, 'audio.pcm');
  await writeFile(pcmPath, Buffer.alloc(16_000 * 4));
});
afterAll(async () => {
  transcriber.release();
  await rm(folder, { recursive: true, force: true });
});

const transcribe = (path: string, version: string) =>
  transcriber.transcribe(
    {
      ...{ model: { path, version }, pcmPath, language: undefined, temperature: 0 },
      spans: [{ startMs: 0, endMs: 1_000 }],
    },
    new AbortController().signal,
  );

async function modelFile(name: string, bytes: Buffer): Promise<{ path: string; sha256: string }> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { path, sha256: createHash('sha256').update(bytes).digest('hex') };
}

it('reports a model that is gone', async () => {
  await expect(transcribe(join(folder, 'gone.bin'), 'any')).rejects.toMatchObject({
    code: 'model.missing',
  });
});

it('reports a model that no longer matches its hash', async () => {
  const { path } = await modelFile('altered.bin', Buffer.from('lmgg altered'));
  await expect(transcribe(path, 'f'.repeat(64))).rejects.toMatchObject({ code: 'model.damaged' });
});

it.each([
  ['empty', Buffer.alloc(0)],
  ['of another kind', Buffer.from('GGUF and something else')],
  ['cut off after its header', Buffer.concat([Buffer.from('lmgg'), Buffer.alloc(20, 1)])],
])('reports a model file that is %s', async (name, bytes) => {
  const { path, sha256 } = await modelFile(`${name}.bin`, bytes);
  await expect(transcribe(path, sha256)).rejects.toMatchObject({
    code: expect.stringMatching(/^(model\.damaged|worker\.crashed)$/),
  });
});
