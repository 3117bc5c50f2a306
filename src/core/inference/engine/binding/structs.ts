import koffi, { type TypeObject } from 'koffi';
import { AppError } from '../../../base/index.ts';

/** Opaque address of something in native memory. */
export type Pointer = { readonly __native: unique symbol };

/** llama.h of the pinned release; the order and width of each member is its layout. */
export const batchType: TypeObject = koffi.struct('llama_batch', {
  n_tokens: 'int32_t',
  token: 'void *',
  embd: 'void *',
  pos: 'void *',
  n_seq_id: 'void *',
  seq_id: 'void *',
  logits: 'void *',
});

export const modelParamsType: TypeObject = koffi.struct('llama_model_params', {
  devices: 'void *',
  tensor_buft_overrides: 'void *',
  n_gpu_layers: 'int32_t',
  split_mode: 'int',
  load_mode: 'int',
  lazy_mode: 'int',
  main_gpu: 'int32_t',
  tensor_split: 'void *',
  progress_callback: 'void *',
  progress_callback_user_data: 'void *',
  kv_overrides: 'void *',
  vocab_only: 'bool',
  check_tensors: 'bool',
  use_extra_bufts: 'bool',
  no_host: 'bool',
  no_alloc: 'bool',
  load_mtp: 'bool',
});

export const contextParamsType: TypeObject = koffi.struct('llama_context_params', {
  n_ctx: 'uint32_t',
  n_batch: 'uint32_t',
  n_ubatch: 'uint32_t',
  n_seq_max: 'uint32_t',
  n_rs_seq: 'uint32_t',
  n_outputs_max: 'uint32_t',
  n_outputs_max_per_seq: 'uint32_t',
  n_threads: 'int32_t',
  n_threads_batch: 'int32_t',
  ctx_type: 'int',
  rope_scaling_type: 'int',
  pooling_type: 'int',
  attention_type: 'int',
  flash_attn_type: 'int',
  rope_freq_base: 'float',
  rope_freq_scale: 'float',
  yarn_ext_factor: 'float',
  yarn_attn_factor: 'float',
  yarn_beta_fast: 'float',
  yarn_beta_slow: 'float',
  yarn_orig_ctx: 'uint32_t',
  defrag_thold: 'float',
  cb_eval: 'void *',
  cb_eval_user_data: 'void *',
  type_k: 'int',
  type_v: 'int',
  abort_callback: 'void *',
  abort_callback_data: 'void *',
  embeddings: 'bool',
  offload_kqv: 'bool',
  no_perf: 'bool',
  op_offload: 'bool',
  swa_full: 'bool',
  kv_unified: 'bool',
  samplers: 'void *',
  n_samplers: 'size_t',
  ctx_other: 'void *',
});

export const tokenDataArrayType: TypeObject = koffi.struct('llama_token_data_array', {
  data: 'void *',
  size: 'size_t',
  selected: 'int64_t',
  sorted: 'bool',
});

export type NativeValue = number | bigint | boolean | Pointer | null;
export type NativeStruct = Record<string, NativeValue>;

/** llama.cpp's own defaults, of members spread over the whole struct: one shifted byte shows. */
const knownModelParams: NativeStruct = {
  devices: null,
  n_gpu_layers: -1,
  split_mode: 1,
  load_mode: -1,
  lazy_mode: 1,
  main_gpu: 0,
  kv_overrides: null,
  vocab_only: false,
  use_extra_bufts: true,
  no_host: false,
};

const knownContextParams: NativeStruct = {
  n_ctx: 512,
  n_batch: 2048,
  n_ubatch: 512,
  n_seq_max: 1,
  n_outputs_max: 0,
  n_outputs_max_per_seq: 1,
  pooling_type: -1,
  attention_type: -1,
  flash_attn_type: -1,
  yarn_ext_factor: -1,
  yarn_orig_ctx: 0,
  defrag_thold: -1,
  type_k: 1,
  type_v: 1,
  embeddings: false,
  offload_kqv: true,
  swa_full: true,
  kv_unified: false,
  n_samplers: 0,
  ctx_other: null,
};

/**
 * Refuses to go on when the library's default parameters are not the known ones: the structs have
 * changed, and calls would write beside their members. Error: `worker.failed`.
 */
export function checkLayouts(modelParams: NativeStruct, contextParams: NativeStruct): void {
  const differences = [
    ...differing('llama_model_params', knownModelParams, modelParams),
    ...differing('llama_context_params', knownContextParams, contextParams),
  ];
  if (differences.length === 0) return;
  throw new AppError(
    'worker.failed',
    `The installed llama.cpp does not match this version of Trendroom (${differences.join('; ')}). Reinstall Trendroom.`,
  );
}

function differing(name: string, known: NativeStruct, found: NativeStruct): string[] {
  return Object.entries(known)
    .filter(([member, value]) => Number(found[member]) !== Number(value))
    .map(([member, value]) => `${name}.${member} is ${found[member]}, not ${value}`);
}
