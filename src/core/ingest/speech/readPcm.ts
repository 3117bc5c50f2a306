import { open } from 'node:fs/promises';

export const bytesPerSample = 4;

/** Samples of a float32 PCM file; fewer when it ends earlier. Numbers that are none become 0. */
export async function readPcm(
  path: string,
  startSample: number,
  sampleCount: number,
): Promise<Float32Array<ArrayBuffer>> {
  const samples = new Float32Array(sampleCount);
  const bytes = new Uint8Array(samples.buffer);
  const file = await open(path, 'r');
  let filled = 0;
  try {
    while (filled < bytes.length) {
      const position = startSample * bytesPerSample + filled;
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, position);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
  } finally {
    await file.close();
  }
  const read = samples.subarray(0, Math.floor(filled / bytesPerSample));
  for (let i = 0; i < read.length; i++) {
    if (!Number.isFinite(read[i])) read[i] = 0;
  }
  return read;
}
