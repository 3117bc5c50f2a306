import { AppError } from '../../../../base/index.ts';
import { type ByteParts, openByteParts } from '../byteParts.ts';
import type { ConversionFiles } from '../conversionFiles.ts';
import { type GgufTensor, type GgufValue, writeGguf } from '../ggufWriter.ts';
import { charactersMap } from './charactersMap.ts';
import { type PackedE5, readPackedE5 } from './readPackedE5.ts';

/** llama.cpp's names of the tensors around and in a BERT block (gguf-py, tensor_mapping.py). */
const outerNames = [
  ['emb.word', 'token_embd.weight'],
  ['emb.type', 'token_types.weight'],
  ['emb.pos', 'position_embd.weight'],
  ['emb.ln.w', 'token_embd_norm.weight'],
  ['emb.ln.b', 'token_embd_norm.bias'],
] as const;
const blockNames = [
  ['q', 'attn_q'],
  ['k', 'attn_k'],
  ['v', 'attn_v'],
  ['ao', 'attn_output'],
  ['aln', 'attn_output_norm'],
  ['fi', 'ffn_up'],
  ['fo', 'ffn_down'],
  ['oln', 'layer_output_norm'],
] as const;

/**
 * A packed multilingual E5 (4 bit) as a GGUF of llama.cpp's architecture `bert` with its unigram
 * tokenizer, mean pooling. Its blocks are those of ggml's Q4_0, so the weights stay what they are.
 * Errors: `model.damaged`.
 */
export async function* packedE5ToGguf(files: ConversionFiles): AsyncGenerator<Uint8Array> {
  const weights = await openByteParts(files.weights);
  try {
    const packed = await readPackedE5(weights);
    yield* writeGguf(metadataOf(packed), tensorsOf(packed, weights));
  } finally {
    await weights.dispose();
  }
}

function tensorsOf(packed: PackedE5, weights: ByteParts): GgufTensor[] {
  const { hiddenSize: hidden, feedForwardSize: wide, contextTokens, tokenTypes } = packed;
  const shapes: Record<string, number[]> = {
    // Rows without a piece are left out: llama.cpp wants a token for each.
    ...{ 'emb.word': [packed.pieces.length, hidden], 'emb.type': [tokenTypes, hidden] },
    ...{ 'emb.pos': [contextTokens, hidden], 'fi.w': [wide, hidden], 'fo.w': [hidden, wide] },
    'fi.b': [wide],
  };
  const tensor = (from: string, name: string, shape: readonly number[]): GgufTensor => {
    const stored = packed.tensors.get(from);
    const elements = shape.reduce((product, size) => product * size, 1);
    const bytes = stored?.isQuantized ? (elements / 32) * 18 : elements * 4;
    if (stored === undefined || stored.elements < elements || stored.sizeBytes < bytes) {
      throw new AppError('model.damaged', `The packed model has no whole tensor ${from}.`);
    }
    const { isQuantized, offset } = stored;
    const data = () => weights.chunks(offset, bytes);
    return { name, type: isQuantized ? 'Q4_0' : 'F32', shape, data };
  };
  return [
    ...outerNames.map(([from, name]) => tensor(from, name, shapes[from] ?? [hidden])),
    ...Array.from({ length: packed.layers }, (_, layer) =>
      blockNames.flatMap(([from, name]) => {
        const square = ['q', 'k', 'v', 'ao'].includes(from) ? [hidden, hidden] : [hidden];
        return [
          tensor(
            `l${layer}.${from}.w`,
            `blk.${layer}.${name}.weight`,
            shapes[`${from}.w`] ?? square,
          ),
          tensor(
            `l${layer}.${from}.b`,
            `blk.${layer}.${name}.bias`,
            shapes[`${from}.b`] ?? [hidden],
          ),
        ];
      }),
    ).flat(),
  ];
}

function metadataOf(packed: PackedE5): [string, GgufValue][] {
  const { special, pieces } = packed;
  const uint32 = (value: number): GgufValue => ({ type: 'uint32', value });
  const bool = (value: boolean): GgufValue => ({ type: 'bool', value });
  const mask = pieces.indexOf('<mask>');
  return [
    ['general.architecture', { type: 'string', value: 'bert' }],
    ['general.type', { type: 'string', value: 'model' }],
    // 2 is mostly Q4_0.
    ['general.file_type', uint32(2)],
    ['general.quantization_version', uint32(2)],
    ['bert.block_count', uint32(packed.layers)],
    ['bert.context_length', uint32(packed.contextTokens)],
    ['bert.embedding_length', uint32(packed.hiddenSize)],
    ['bert.feed_forward_length', uint32(packed.feedForwardSize)],
    ['bert.attention.head_count', uint32(packed.heads)],
    ['bert.attention.layer_norm_epsilon', { type: 'float32', value: packed.normEpsilon }],
    ['bert.attention.causal', bool(false)],
    // 1 is the mean over the tokens.
    ['bert.pooling_type', uint32(1)],
    ['tokenizer.ggml.token_type_count', uint32(packed.tokenTypes)],
    // llama.cpp's name of SentencePiece's unigram.
    ['tokenizer.ggml.model', { type: 'string', value: 't5' }],
    ['tokenizer.ggml.pre', { type: 'string', value: 'default' }],
    ['tokenizer.ggml.tokens', { type: 'strings', value: pieces }],
    ['tokenizer.ggml.scores', { type: 'float32s', value: packed.scores }],
    ['tokenizer.ggml.token_type', { type: 'int32s', value: tokenTypes(packed, mask) }],
    ['tokenizer.ggml.precompiled_charsmap', charsMap(packed)],
    ['tokenizer.ggml.add_space_prefix', bool(true)],
    ['tokenizer.ggml.remove_extra_whitespaces', bool(true)],
    ['tokenizer.ggml.add_bos_token', bool(true)],
    ['tokenizer.ggml.add_eos_token', bool(true)],
    ['tokenizer.ggml.bos_token_id', uint32(special.bos)],
    ['tokenizer.ggml.eos_token_id', uint32(special.eos)],
    ['tokenizer.ggml.unknown_token_id', uint32(special.unknown)],
    ['tokenizer.ggml.seperator_token_id', uint32(special.eos)],
    ['tokenizer.ggml.padding_token_id', uint32(special.pad)],
    ['tokenizer.ggml.cls_token_id', uint32(special.bos)],
    ...(mask < 0 ? [] : [['tokenizer.ggml.mask_token_id', uint32(mask)] as [string, GgufValue]]),
  ];
}

function charsMap({ normalized }: PackedE5): GgufValue {
  return { type: 'uint8s', value: charactersMap(normalized) };
}

/** 1 is a normal token, 2 the unknown one, 3 a control token. */
function tokenTypes({ special, pieces }: PackedE5, mask: number): number[] {
  const control = new Set([special.bos, special.eos, special.pad, mask]);
  return pieces.map((_, id) => (id === special.unknown ? 2 : control.has(id) ? 3 : 1));
}
