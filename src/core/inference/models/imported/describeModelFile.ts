import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { describeGguf, type GgufDescription } from '../../gguf/describeGguf.ts';
import { readGgufHeader } from '../../gguf/readGgufHeader.ts';
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
  const { bytes, sizeBytes } = await firstBytes(path);
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
  try {
    const header = await readGgufHeader(path);
    const described = describeGguf(header, fileName);
    const licence = header.metadata.get('general.license');
    return {
      ...ofGguf(described, plainName),
      licence: typeof licence === 'string' ? licence.slice(0, 40) : undefined,
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ...nothing, problem: `The file is damaged or incomplete: ${error.message}.` };
  }
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

async function firstBytes(path: string): Promise<{ bytes: Buffer; sizeBytes: number }> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(whisperHeaderBytes), 0);
  return { bytes: buffer.subarray(0, bytesRead), sizeBytes: (await file.stat()).size };
}
