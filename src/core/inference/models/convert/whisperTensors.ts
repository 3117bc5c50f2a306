/** A slice of rows of a stored tensor, or the whole of it. */
export interface WhisperTensor {
  /** whisper.cpp's name, which is OpenAI's. */
  readonly name: string;
  /** CTranslate2's name. */
  readonly from: string;
  /** Third of fused query, key and value, or half of fused key and value. */
  readonly slice?: { readonly index: number; readonly of: number };
  /** Written as single floats: vectors and position tables. */
  readonly single: boolean;
  /** whisper.cpp wants a convolution's bias as a column. */
  readonly column?: boolean;
}

/**
 * Every tensor of a Whisper of that many layers, in OpenAI's order, with where CTranslate2 keeps
 * it. CTranslate2 fuses the projections of self-attention (query, key, value) and the key and
 * value of cross-attention; keys have no bias, so that part of the fused bias is dropped.
 */
export function whisperTensors(encoderLayers: number, decoderLayers: number): WhisperTensor[] {
  const tensors: WhisperTensor[] = [
    positions('decoder'),
    positions('encoder'),
    { name: 'decoder.token_embedding.weight', from: 'decoder/embeddings/weight', single: false },
  ];
  for (let layer = 0; layer < decoderLayers; layer++) {
    const to = `decoder.blocks.${layer}`;
    const from = `decoder/layer_${layer}`;
    tensors.push(...feedForward(to, from), ...selfAttention(to, from), ...crossAttention(to, from));
  }
  tensors.push(...norm('decoder.ln', 'decoder/layer_norm'));
  for (const conv of ['conv1', 'conv2']) {
    tensors.push(
      { name: `encoder.${conv}.weight`, from: `encoder/${conv}/weight`, single: false },
      { name: `encoder.${conv}.bias`, from: `encoder/${conv}/bias`, single: true, column: true },
    );
  }
  for (let layer = 0; layer < encoderLayers; layer++) {
    const to = `encoder.blocks.${layer}`;
    const from = `encoder/layer_${layer}`;
    tensors.push(...feedForward(to, from), ...selfAttention(to, from));
  }
  tensors.push(...norm('encoder.ln_post', 'encoder/layer_norm'));
  return tensors;
}

function positions(side: string): WhisperTensor {
  const from = `${side}/position_encodings/encodings`;
  return { name: `${side}.positional_embedding`, from, single: true };
}

function selfAttention(to: string, from: string): WhisperTensor[] {
  const fused = `${from}/self_attention/linear_0`;
  return [
    ...norm(`${to}.attn_ln`, `${from}/self_attention/layer_norm`),
    ...linear(`${to}.attn.query`, fused, { index: 0, of: 3 }),
    ...linear(`${to}.attn.key`, fused, { index: 1, of: 3 }).slice(0, 1),
    ...linear(`${to}.attn.value`, fused, { index: 2, of: 3 }),
    ...linear(`${to}.attn.out`, `${from}/self_attention/linear_1`),
  ];
}

function crossAttention(to: string, from: string): WhisperTensor[] {
  const fused = `${from}/attention/linear_1`;
  return [
    ...norm(`${to}.cross_attn_ln`, `${from}/attention/layer_norm`),
    ...linear(`${to}.cross_attn.query`, `${from}/attention/linear_0`),
    ...linear(`${to}.cross_attn.key`, fused, { index: 0, of: 2 }).slice(0, 1),
    ...linear(`${to}.cross_attn.value`, fused, { index: 1, of: 2 }),
    ...linear(`${to}.cross_attn.out`, `${from}/attention/linear_2`),
  ];
}

function feedForward(to: string, from: string): WhisperTensor[] {
  return [
    ...norm(`${to}.mlp_ln`, `${from}/ffn/layer_norm`),
    ...linear(`${to}.mlp.0`, `${from}/ffn/linear_0`),
    ...linear(`${to}.mlp.2`, `${from}/ffn/linear_1`),
  ];
}

function linear(to: string, from: string, slice?: WhisperTensor['slice']): WhisperTensor[] {
  const part = slice === undefined ? {} : { slice };
  return [
    { name: `${to}.weight`, from: `${from}/weight`, single: false, ...part },
    { name: `${to}.bias`, from: `${from}/bias`, single: true, ...part },
  ];
}

function norm(to: string, from: string): WhisperTensor[] {
  return [
    { name: `${to}.weight`, from: `${from}/gamma`, single: true },
    { name: `${to}.bias`, from: `${from}/beta`, single: true },
  ];
}
