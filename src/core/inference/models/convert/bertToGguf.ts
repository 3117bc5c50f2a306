import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../../base/index.ts';
import { type ByteParts, openByteParts } from './byteParts.ts';
import type { ConversionFiles } from './conversionFiles.ts';
import { readModelJson, requiredFile } from './conversionFiles.ts';
import { type GgufTensor, type GgufValue, writeGguf } from './ggufWriter.ts';
import { singlesToHalves } from './halfFloats.ts';
import { readSafetensors, type StoredTensor } from './safetensors.ts';

const size = z.int32().positive();
const configSchema = z.object({
  hidden_size: size,
  intermediate_size: size,
  num_attention_heads: size,
  num_hidden_layers: size.max(200),
  max_position_embeddings: size,
  layer_norm_eps: z.number().positive(),
  type_vocab_size: size,
  vocab_size: size,
});
type BertConfig = z.infer<typeof configSchema>;

/** llama.cpp's names of the tensors around and in a BERT block (gguf-py, tensor_mapping.py). */
const outerNames = [
  ['embeddings.word_embeddings', 'token_embd'],
  ['embeddings.token_type_embeddings', 'token_types'],
  ['embeddings.position_embeddings', 'position_embd'],
  ['embeddings.LayerNorm', 'token_embd_norm'],
] as const;
const blockNames = [
  ['attention.self.query', 'attn_q'],
  ['attention.self.key', 'attn_k'],
  ['attention.self.value', 'attn_v'],
  ['attention.output.dense', 'attn_output'],
  ['attention.output.LayerNorm', 'attn_output_norm'],
  ['intermediate.dense', 'ffn_up'],
  ['output.dense', 'ffn_down'],
  ['output.LayerNorm', 'layer_output_norm'],
] as const;
/** Looked up by row, never multiplied: llama.cpp keeps them in single precision. */
const keptSingle = new Set(['token_types.weight', 'position_embd.weight']);

/**
 * A sentence-transformers BERT (safetensors, config.json, WordPiece vocab.txt; mean pooling) as
 * a GGUF of llama.cpp's architecture `bert`, matrices in half precision. Errors: `model.damaged`.
 */
export async function* bertToGguf(files: ConversionFiles): AsyncGenerator<Uint8Array> {
  const weights = await openByteParts(files.weights);
  try {
    const config = readModelJson(configSchema, {
      name: 'config',
      text: await readFile(requiredFile(files, 'config'), 'utf8'),
    });
    const vocabulary = (await readFile(requiredFile(files, 'vocabulary'), 'utf8'))
      .replace(/\r?\n$/, '')
      .split(/\r?\n/);
    if (vocabulary.length !== config.vocab_size) {
      throw new AppError(
        'model.damaged',
        `vocab.txt has ${vocabulary.length} tokens, the model ${config.vocab_size}.`,
      );
    }
    const stored = await readSafetensors(weights);
    const tensors = namePairs(config).map(([from, to]) => {
      const tensor = stored.get(from);
      if (tensor?.dtype !== 'F32') {
        throw new AppError('model.damaged', `The weights have no single-precision ${from}.`);
      }
      return ggufTensor(weights, to, tensor);
    });
    yield* writeGguf(metadataOf(config, vocabulary), tensors);
  } finally {
    await weights.dispose();
  }
}

function namePairs(config: BertConfig): [from: string, to: string][] {
  const pairs: [string, string][] = [];
  for (const [from, to] of outerNames) {
    pairs.push([`${from}.weight`, `${to}.weight`]);
    if (to === 'token_embd_norm') pairs.push([`${from}.bias`, `${to}.bias`]);
  }
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    for (const [from, to] of blockNames) {
      for (const kind of ['weight', 'bias']) {
        pairs.push([`encoder.layer.${layer}.${from}.${kind}`, `blk.${layer}.${to}.${kind}`]);
      }
    }
  }
  return pairs;
}

function ggufTensor(weights: ByteParts, name: string, tensor: StoredTensor): GgufTensor {
  const half = tensor.shape.length > 1 && !keptSingle.has(name);
  return {
    name,
    type: half ? 'F16' : 'F32',
    shape: tensor.shape,
    data: async function* () {
      for await (const chunk of weights.chunks(tensor.offset, tensor.sizeBytes)) {
        yield half ? singlesToHalves(chunk) : chunk;
      }
    },
  };
}

function metadataOf(config: BertConfig, vocabulary: readonly string[]): [string, GgufValue][] {
  const uint32 = (value: number): GgufValue => ({ type: 'uint32', value });
  const special = (token: string): GgufValue => {
    const id = vocabulary.indexOf(token);
    if (id < 0) throw new AppError('model.damaged', `vocab.txt lacks the token ${token}.`);
    return uint32(id);
  };
  return [
    ['general.architecture', { type: 'string', value: 'bert' }],
    ['general.type', { type: 'string', value: 'model' }],
    ['general.file_type', uint32(1)],
    ['general.quantization_version', uint32(2)],
    ['bert.block_count', uint32(config.num_hidden_layers)],
    ['bert.context_length', uint32(config.max_position_embeddings)],
    ['bert.embedding_length', uint32(config.hidden_size)],
    ['bert.feed_forward_length', uint32(config.intermediate_size)],
    ['bert.attention.head_count', uint32(config.num_attention_heads)],
    ['bert.attention.layer_norm_epsilon', { type: 'float32', value: config.layer_norm_eps }],
    ['bert.attention.causal', { type: 'bool', value: false }],
    // 1 is the mean over the tokens.
    ['bert.pooling_type', uint32(1)],
    ['tokenizer.ggml.token_type_count', uint32(config.type_vocab_size)],
    ['tokenizer.ggml.model', { type: 'string', value: 'bert' }],
    ['tokenizer.ggml.pre', { type: 'string', value: 'bert-bge' }],
    ['tokenizer.ggml.tokens', { type: 'strings', value: vocabulary.map(phantomSpace) }],
    ['tokenizer.ggml.token_type', { type: 'int32s', value: vocabulary.map(tokenType) }],
    ['tokenizer.ggml.bos_token_id', special('[CLS]')],
    ['tokenizer.ggml.unknown_token_id', special('[UNK]')],
    ['tokenizer.ggml.seperator_token_id', special('[SEP]')],
    ['tokenizer.ggml.padding_token_id', special('[PAD]')],
    ['tokenizer.ggml.cls_token_id', special('[CLS]')],
    ['tokenizer.ggml.mask_token_id', special('[MASK]')],
  ];
}

const specialTokens = new Set(['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]']);

/** llama.cpp marks the beginning of a word where WordPiece marks its continuation. */
function phantomSpace(token: string): string {
  if (specialTokens.has(token)) return token;
  return token.startsWith('##') ? token.slice(2) : `\u2581${token}`;
}

/** 3 is a control token, 1 a normal one. */
function tokenType(token: string): number {
  return specialTokens.has(token) ? 3 : 1;
}
