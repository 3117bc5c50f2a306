import { writeFile } from 'node:fs/promises';

/** A WAV file with the header's numbers as given: 8 bit PCM, one value for each sample. */
export async function writeWav(
  path: string,
  { sampleRate, channels = 1, samples }: { sampleRate: number; channels?: number; samples: number },
): Promise<void> {
  const dataBytes = samples * channels;
  const bytes = Buffer.alloc(44 + dataBytes, 128);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + dataBytes, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE((sampleRate * channels) >>> 0, 28);
  bytes.writeUInt16LE(channels, 32);
  bytes.writeUInt16LE(8, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(dataBytes, 40);
  await writeFile(path, bytes);
}
