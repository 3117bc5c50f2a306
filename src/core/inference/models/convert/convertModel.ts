import type { Conversion } from '../catalogue/catalogue.ts';
import { bertToGguf } from './bertToGguf.ts';
import { openByteParts } from './byteParts.ts';
import type { ConversionFiles } from './conversionFiles.ts';
import { packedE5ToGguf } from './e5/packedE5ToGguf.ts';
import { tfjsToOnnx } from './onnx/tfjsToOnnx.ts';
import { whisperToGgml } from './whisperToGgml.ts';

/** The bytes of the file that the runtime loads, made from what a source delivered. */
export function convertModel(
  conversion: Conversion,
  files: ConversionFiles,
): AsyncGenerator<Uint8Array> {
  switch (conversion) {
    case 'none':
    case 'concatenate':
      return concatenate(files);
    case 'whisperToGgml':
      return whisperToGgml(files);
    case 'bertToGguf':
      return bertToGguf(files);
    case 'packedE5ToGguf':
      return packedE5ToGguf(files);
    case 'tfjsToOnnx':
      return tfjsToOnnx(files);
    default:
      return conversion satisfies never;
  }
}

async function* concatenate(files: ConversionFiles): AsyncGenerator<Uint8Array> {
  const parts = await openByteParts(files.weights);
  try {
    yield* parts.chunks(0, parts.sizeBytes);
  } finally {
    await parts.dispose();
  }
}
