import { appendFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { extractSound } from '../../src/core/ingest/media/sound/extractSound.ts';
import { samplesFolder } from '../../test/support/samples.ts';

const signal = new AbortController().signal;

/** The sound of sample clips, one after the other, as one 16 kHz float32 file. */
export async function joinSampleSound(files: readonly string[], pcmPath: string): Promise<void> {
  await rm(pcmPath, { force: true });
  for (const file of files) {
    const part = `${pcmPath}.part`;
    const path = join(samplesFolder, file);
    await extractSound({ path, durationMs: 0, pcmPath: part }, { signal, onProgress: () => {} });
    await appendFile(pcmPath, await readFile(part));
    await rm(part);
  }
}
