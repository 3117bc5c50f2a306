import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { describeGguf, type GgufDescription } from '../../gguf/describeGguf.ts';
import type { GgufHeader } from '../../gguf/ggufHeader.ts';
import { type GgufSource, readGgufSource, sourceOf } from '../../gguf/readGgufHeader.ts';
import { describeWhisper, whisperHeaderBytes } from './describeWhisper.ts';
import type { ModelDescription } from './modelDescription.ts';

/**
 * Reads the beginning of a model file: a GGUF for llama.cpp, or a ggml file for whisper.cpp. What is
 * wrong with the contents is told in `problem`. `fileName`, when it is not the path's, is what to
 * call a file that says nothing of itself. Throws the system's errors.
 */
export async function describeModelFile(
  path: string,
  fileName = basename(path),
): Promise<ModelDescription> {
  await using file = await open(path);
  // Awaited: the file is closed at the end of the block.
  return await describeModel(await sourceOf(file), fileName);
}

/** The same of a file that need not be on this machine. Throws what reading it throws. */
export async function describeModel(
  source: GgufSource,
  fileName: string,
): Promise<ModelDescription> {
  const { sizeBytes } = source;
  const bytes = await source.first(Math.min(whisperHeaderBytes, sizeBytes));
  const magic = bytes.toString('latin1', 0, 4);
  const plainName = fileName.replace(/\.(gguf|bin)$/i, '').slice(0, 80) || fileName;
  const nothing: ModelDescription = {
    name: plainName,
    task: undefined,
    contextTokens: undefined,
    base: false,
    sizeBytes,
    memoryBytes: sizeBytes,
    facts: {},
    licence: undefined,
    isProjector: false,
    problem: undefined,
  };
  if (magic === 'lmgg') {
    return { ...nothing, ...describeWhisper(bytes, sizeBytes) };
  }
  if (magic !== 'GGUF') {
    return { ...nothing, problem: 'It is not a model in the GGUF format, nor one of whisper.cpp.' };
  }
  let header: GgufHeader;
  try {
    header = await readGgufSource(source);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ...nothing, problem: `The file is damaged or incomplete: ${error.message}.` };
  }
  const licence = header.metadata.get('general.license');
  return {
    ...ofGguf(describeGguf(header, fileName), plainName),
    licence: typeof licence === 'string' ? licence.slice(0, 40) : undefined,
  };
}

function ofGguf(described: GgufDescription, plainName: string): Omit<ModelDescription, 'licence'> {
  const { name, purpose, quantization, contextTokens, base, sizeBytes, memoryBytes } = described;
  const { architecture, parameterCount, vocabularySize, pooling, hasChatTemplate } = described;
  const known = name?.replace(/[\s-]+GGUF$/i, '') ?? plainName;
  const isQuantizationNamed =
    quantization === undefined || known.toUpperCase().includes(quantization.toUpperCase());
  return {
    name: isQuantizationNamed ? known : `${known} (${quantization})`,
    task: purpose === 'generate' || purpose === 'embed' ? purpose : undefined,
    contextTokens,
    base,
    sizeBytes,
    memoryBytes,
    facts: {
      architecture,
      parameterCount,
      hasChatTemplate,
      ...(quantization !== undefined && { quantization }),
      ...(vocabularySize !== undefined && { vocabularySize }),
      ...(pooling !== undefined && { pooling }),
    },
    isProjector: purpose === 'projector',
    problem: described.problem,
  };
}
