import type { ModelDescription } from './modelDescription.ts';

/** Magic, and eleven numbers of 32 bits: whisper_hparams of whisper.cpp's src/whisper.cpp. */
export const whisperHeaderBytes = 48;

interface WhisperSize {
  name: string;
  /** Of encoder and decoder. */
  width: number;
  heads: number;
}

/** Sizes of Whisper by the layers of their encoders. */
const sizes: Readonly<Record<number, WhisperSize>> = {
  4: { name: 'tiny', width: 384, heads: 6 },
  6: { name: 'base', width: 512, heads: 8 },
  12: { name: 'small', width: 768, heads: 12 },
  24: { name: 'medium', width: 1_024, heads: 16 },
  32: { name: 'large', width: 1_280, heads: 20 },
};
const audioContext = 1_500;
const textContext = 448;
const maxTextLayers = 32;
/** Models for English alone have one token less than the first with many languages. */
const multilingualVocabulary = 51_865;

/** What a weight takes, by ggml_ftype of ggml.h; its thousands are the version of quantization. */
const weightBytes: Readonly<Record<number, number>> = {
  ...{ 0: 4, 1: 2, 2: 18 / 32, 3: 20 / 32, 7: 34 / 32, 8: 22 / 32, 9: 24 / 32 },
};

/** What the numbers at the beginning of a whisper.cpp model say. */
export function describeWhisper(bytes: Buffer, sizeBytes: number): Partial<ModelDescription> {
  if (bytes.length < whisperHeaderBytes) {
    return { problem: 'The file is damaged or incomplete: it ends within its header.' };
  }
  const number = (index: number): number => bytes.readInt32LE(4 + 4 * index);
  const vocabularySize = number(0);
  const size = sizes[number(4)];
  const textLayers = number(8);
  const melBands = number(9);
  const bytesPerWeight = weightBytes[number(10) % 1_000];
  if (
    size === undefined ||
    bytesPerWeight === undefined ||
    [number(2), number(6)].some((width) => width !== size.width) ||
    [number(3), number(7)].some((heads) => heads !== size.heads) ||
    number(1) !== audioContext ||
    number(5) !== textContext ||
    !(textLayers >= 1 && textLayers <= maxTextLayers) ||
    !(melBands === 80 || melBands === 128) ||
    !(vocabularySize >= 50_000 && vocabularySize <= 60_000)
  ) {
    return { problem: 'Its header is not that of a Whisper model.' };
  }
  const weights = weightsOf(size, { vocabularySize, textLayers, audioLayers: number(4), melBands });
  const leastBytes = Math.floor(weights * bytesPerWeight);
  if (sizeBytes < leastBytes) {
    return {
      problem: `It is incomplete: ${sizeBytes} of at least ${leastBytes} bytes. Download or copy it again.`,
    };
  }
  const languages = vocabularySize >= multilingualVocabulary ? 'multilingual' : 'English';
  return {
    name: `Whisper ${size.name} (${languages})`,
    task: 'transcribe',
    // Buffers for half a minute of sound are small beside the weights.
    memoryBytes: Math.round(sizeBytes * 1.5),
    facts: { architecture: 'whisper', vocabularySize },
  };
}

/**
 * How many weights it has, without biases and norms: attention and feed-forward take 12 squares of
 * the width in each layer, the decoder's look at the encoder four more; then convolutions,
 * positions and tokens. (Radford et al. 2022, table 1, agrees within 4 %.)
 */
function weightsOf(
  { width }: WhisperSize,
  layers: { vocabularySize: number; textLayers: number; audioLayers: number; melBands: number },
): number {
  const { vocabularySize, textLayers, audioLayers, melBands } = layers;
  const square = width * width;
  const encoder = audioLayers * 12 * square + 3 * square + (3 * melBands + audioContext) * width;
  const decoder = textLayers * 16 * square + (textContext + vocabularySize) * width;
  return encoder + decoder;
}
