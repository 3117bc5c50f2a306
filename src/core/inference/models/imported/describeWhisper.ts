import type { ModelDescription } from './modelDescription.ts';

/** Magic, and eleven numbers of 32 bits: whisper_hparams of whisper.cpp's src/whisper.cpp. */
export const whisperHeaderBytes = 48;

/** Sizes of Whisper by the layers of their encoders. */
const sizes: Readonly<Record<number, string>> = {
  ...{ 4: 'tiny', 6: 'base', 12: 'small', 24: 'medium', 32: 'large' },
};
const audioContext = 1_500;
/** Models for English alone have one token less than the first with many languages. */
const multilingualVocabulary = 51_865;

/** What the numbers at the beginning of a whisper.cpp model say. */
export function describeWhisper(bytes: Buffer, sizeBytes: number): Partial<ModelDescription> {
  if (bytes.length < whisperHeaderBytes) {
    return { problem: 'The file is damaged or incomplete: it ends within its header.' };
  }
  const vocabularySize = bytes.readInt32LE(4);
  const layers = bytes.readInt32LE(20);
  const melBands = bytes.readInt32LE(40);
  const size = sizes[layers];
  const isPlausible =
    bytes.readInt32LE(8) === audioContext && (melBands === 80 || melBands === 128);
  if (size === undefined || !isPlausible || vocabularySize < 50_000 || vocabularySize > 60_000) {
    return { problem: 'Its header is not that of a Whisper model.' };
  }
  const languages = vocabularySize >= multilingualVocabulary ? 'multilingual' : 'English';
  return {
    name: `Whisper ${size} (${languages})`,
    task: 'transcribe',
    // Buffers for half a minute of sound are small beside the weights.
    memoryBytes: Math.round(sizeBytes * 1.5),
    facts: { architecture: 'whisper', vocabularySize },
  };
}
