import type { GgufHeader } from './ggufHeader.ts';
import {
  architectures,
  diffusionArchitectures,
  fileTypes,
  llamaRelease,
  tensorTypes,
} from './llamaTables.ts';
import { modelShape, ofArchitecture } from './modelShape.ts';

/** What a model can be used for; `other`: for nothing that Trendroom does. */
type GgufPurpose = 'generate' | 'embed' | 'rerank' | 'projector' | 'other';

/** What the metadata of a GGUF file say of the model in it. */
export interface GgufDescription {
  /** As the file calls it, one bounded line; undefined when it says nothing useful. */
  name: string | undefined;
  purpose: GgufPurpose;
  architecture: string;
  /** As llama.cpp names it, such as `Q4_K_M`. */
  quantization: string | undefined;
  parameterCount: number;
  /** What the model was made for; undefined when it does not say. */
  contextTokens: number | undefined;
  vocabularySize: number | undefined;
  /** Of embedding models: how the vectors of a text's tokens become one. */
  pooling: string | undefined;
  hasChatTemplate: boolean;
  /** True for a model that goes on with a text and was not trained to follow instructions. */
  base: boolean;
  sizeBytes: number;
  /** Weights, a KV cache of {@link estimatedTokens}, and work buffers. */
  memoryBytes: number;
  /** Why Trendroom cannot run it; undefined when it can. */
  problem: string | undefined;
}

/** enum llama_pooling_type of llama.cpp's include/llama.h. */
const poolings: Readonly<Record<number, string>> = {
  0: 'none',
  1: 'mean',
  2: 'cls',
  3: 'last',
  4: 'rank',
};
const estimatedTokens = 4_096;
/** Work buffers beside weights and cache, as the engine's plan has them. */
const workBytes = 300_000_000;
const maxNameCharacters = 80;

/** Architectures of llama.cpp that do not write text token by token, with what they do instead. */
const otherWork: Readonly<Record<string, string>> = {
  t5: 'an encoder and decoder for translation',
  t5encoder: 'the text encoder of another model',
  'wavtokenizer-dec': 'a decoder of sound',
  qwen3tts: 'a model that speaks',
  pockettts: 'a model that speaks',
  eagle3: 'a helper that drafts tokens for another model',
  dflash: 'a helper that drafts tokens for another model',
  'gemma4-assistant': 'a helper that drafts tokens for another model',
};

/** What a model is, from its header alone. `fileName` helps where the header says little. */
export function describeGguf(header: GgufHeader, fileName: string): GgufDescription {
  const { metadata, lengths } = header;
  const own = ofArchitecture(header);
  const architecture = oneLine(metadata.get('general.architecture')) ?? '';
  const hasChatTemplate = isThere('tokenizer.chat_template');
  const contextTokens = wholeNumber(own.context_length);
  const pooling = poolings[wholeNumber(own.pooling_type) ?? Number.NaN];
  const purpose = purposeOf(header, { architecture, pooling });
  const name = oneLine(metadata.get('general.name')) ?? oneLine(metadata.get('general.basename'));
  const label = `${metadata.get('general.finetune') ?? ''} ${name ?? ''} ${fileName}`;
  const described = {
    name: name !== undefined && /\p{L}{3}/u.test(name) ? name : undefined,
    purpose,
    architecture,
    quantization: quantizationOf(header),
    parameterCount: header.tensors.reduce((sum, { count }) => sum + count, 0),
    contextTokens,
    vocabularySize: sizeOf('tokenizer.ggml.tokens') ?? wholeNumber(own.vocab_size),
    pooling,
    hasChatTemplate,
    base: purpose === 'generate' && isBase(label, hasChatTemplate),
    sizeBytes: header.fileBytes,
    memoryBytes: memoryOf(header),
  };
  return { ...described, problem: problemOf(header, described) };

  function isThere(key: string): boolean {
    return (metadata.get(key) ?? '') !== '' || lengths.has(key);
  }

  function sizeOf(key: string): number | undefined {
    const value = metadata.get(key);
    return Array.isArray(value) ? value.length : lengths.get(key);
  }
}

function purposeOf(
  header: GgufHeader,
  { architecture, pooling }: { architecture: string; pooling: string | undefined },
): GgufPurpose {
  const { metadata } = header;
  const type = metadata.get('general.type');
  if (architecture === 'clip' || type === 'mmproj') return 'projector';
  if (type === 'adapter' || otherWork[architecture] !== undefined) return 'other';
  if (diffusionArchitectures.has(architecture)) return 'other';
  if (pooling === 'rank') return 'rerank';
  const isEncoder = ofArchitecture(header)['attention.causal'] === false;
  const isNamedSo = /bert|-embed/.test(architecture);
  return isEncoder || isNamedSo || (pooling !== undefined && pooling !== 'none')
    ? 'embed'
    : 'generate';
}

type Described = Omit<GgufDescription, 'problem'>;

function problemOf(header: GgufHeader, described: Described): string | undefined {
  const { metadata } = header;
  const { architecture, purpose } = described;
  const parts = metadata.get('split.count');
  if (typeof parts === 'number' && parts > 1) {
    return `It is one of ${parts} parts of a model. Merge them with llama-gguf-split --merge, then import the result.`;
  }
  if (metadata.get('general.type') === 'adapter') {
    return 'It is an adapter (LoRA) for another model, not a model of its own.';
  }
  if (purpose === 'projector') {
    return 'It reads pictures for another model (mmproj) and is no model of its own.';
  }
  if (!architectures.has(architecture)) {
    return `Its architecture “${architecture || 'none'}” is not supported by llama.cpp ${llamaRelease}, which this version of Trendroom uses.`;
  }
  if (diffusionArchitectures.has(architecture)) {
    return 'It writes by diffusion, all words at a time, which Trendroom does not support.';
  }
  const other = otherWork[architecture];
  if (other !== undefined) return `It is ${other}, which Trendroom has no use for.`;
  if (purpose === 'rerank') return 'It is a reranker, which Trendroom has no use for yet.';
  return faultOf(header, described);
}

/** What is wrong with a model of a kind that could run. */
function faultOf(
  header: GgufHeader,
  { contextTokens, pooling, purpose }: Described,
): string | undefined {
  const end = endOfTensors(header);
  if (end === undefined)
    return 'It has tensors of a type that this version of llama.cpp does not know.';
  if (header.tensors.length === 0) return 'It has no weights.';
  if (end > header.fileBytes) {
    return `It is incomplete: ${header.fileBytes} of ${end} bytes. Download or copy it again.`;
  }
  if (contextTokens === undefined || contextTokens <= 0) {
    return `It declares a context of ${contextTokens ?? 'no'} tokens, so it can read nothing.`;
  }
  const vocabulary = header.metadata.get('tokenizer.ggml.model');
  if (typeof vocabulary !== 'string' || ['no_vocab', 'none', ''].includes(vocabulary)) {
    return 'It has no vocabulary, so it can neither read nor write text.';
  }
  if (modelShape(header) === undefined) {
    return 'Its header does not describe attention layers, which the engine plans its memory by.';
  }
  if (purpose === 'embed' && (pooling === undefined || pooling === 'none')) {
    return 'It does not say how the vectors of a text’s tokens become one (pooling).';
  }
  return undefined;
}

/** Where the last tensor ends in the file; undefined with a tensor of an unknown type. */
function endOfTensors({ tensors, dataOffset }: GgufHeader): number | undefined {
  let end = dataOffset;
  for (const { type, count, offset } of tensors) {
    const known = tensorTypes.get(type);
    if (known === undefined) return undefined;
    end = Math.max(end, dataOffset + offset + Math.ceil(count / known.values) * known.bytes);
  }
  return end;
}

function quantizationOf({ metadata, tensors }: GgufHeader): string | undefined {
  const named = fileTypes.get(wholeNumber(metadata.get('general.file_type')) ?? Number.NaN);
  if (named !== undefined) return named;
  const counts = new Map<number, number>();
  for (const { type, count } of tensors) counts.set(type, (counts.get(type) ?? 0) + count);
  const [largest] = [...counts].sort(([, a], [, b]) => b - a);
  return largest === undefined ? undefined : tensorTypes.get(largest[0])?.name.toUpperCase();
}

function memoryOf(header: GgufHeader): number {
  const shape = modelShape(header);
  const bytesPerValue = 2;
  const tokens = Math.min(estimatedTokens, shape?.contextTokens ?? 0);
  return Math.round(
    header.fileBytes + tokens * (shape?.kvValuesPerToken ?? 0) * bytesPerValue + workBytes,
  );
}

/** Base models of some families carry the chat template of their siblings. */
function isBase(label: string, hasChatTemplate: boolean): boolean {
  if (!hasChatTemplate) return true;
  const words = label.toLowerCase().split(/[^a-z0-9]+/);
  const has = (...wanted: string[]): boolean => wanted.some((word) => words.includes(word));
  return has('base', 'pt', 'pretrained') && !has('instruct', 'it', 'chat');
}

function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

/** Text of a file that nobody vouches for: no control or invisible characters, and not long. */
function oneLine(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  return text === '' ? undefined : text.slice(0, maxNameCharacters);
}
