import koffi, { type TypeObject } from 'koffi';
import type { LlamaLibraries } from './libraries.ts';
import {
  batchType,
  checkLayouts,
  contextParamsType,
  modelParamsType,
  type NativeStruct,
  type Pointer,
  tokenDataArrayType,
} from './structs.ts';

/** A function that also runs on a thread of the pool, so that messages are heard meanwhile. */
export interface NativeFunction<Arguments extends unknown[], Result> {
  (...args: Arguments): Result;
  async(...args: [...Arguments, (error: Error | null, result: Result) => void]): void;
}

/** `llama_token_data_array`, whose data a typed array holds. */
export interface CandidateArray {
  data: Int32Array;
  size: number;
  selected: number;
  sorted: boolean;
}

export type LlamaFunctions = ReturnType<typeof bindFunctions>;

/**
 * The part of llama.h that the engine calls, typed. Errors: `worker.failed` when the library's
 * structs are not the described ones.
 */
export function bindFunctions({ llama }: LlamaLibraries) {
  const bind = <Arguments extends unknown[], Result>(
    name: string,
    result: string | TypeObject,
    ...args: (string | TypeObject)[]
  ): NativeFunction<Arguments, Result> => llama.func(name, result, args);

  const modelDefaults = bind<[], NativeStruct>('llama_model_default_params', modelParamsType);
  const contextDefaults = bind<[], NativeStruct>('llama_context_default_params', contextParamsType);
  checkLayouts(modelDefaults(), contextDefaults());

  type P = Pointer;
  const pointer = 'void *';
  return {
    modelDefaults,
    contextDefaults,
    loadModel: bind<[string, NativeStruct], P | null>(
      'llama_model_load_from_file',
      pointer,
      'str',
      modelParamsType,
    ),
    freeModel: bind<[P], void>('llama_model_free', 'void', pointer),
    createContext: bind<[P, NativeStruct], P | null>(
      'llama_init_from_model',
      pointer,
      pointer,
      contextParamsType,
    ),
    freeContext: bind<[P], void>('llama_free', 'void', pointer),
    memoryOf: bind<[P], P | null>('llama_get_memory', pointer, pointer),
    contextTokens: bind<[P], number>('llama_n_ctx', 'uint32_t', pointer),

    vocabOf: bind<[P], P>('llama_model_get_vocab', pointer, pointer),
    trainedTokens: bind<[P], number>('llama_model_n_ctx_train', 'int32_t', pointer),
    embeddingSize: bind<[P], number>('llama_model_n_embd_out', 'int32_t', pointer),
    slidingWindow: bind<[P], number>('llama_model_n_swa', 'int32_t', pointer),
    modelBytes: bind<[P], number | bigint>('llama_model_size', 'uint64_t', pointer),
    isRecurrent: bind<[P], boolean>('llama_model_is_recurrent', 'bool', pointer),
    isHybrid: bind<[P], boolean>('llama_model_is_hybrid', 'bool', pointer),
    chatTemplate: bind<[P, null], string | null>(
      'llama_model_chat_template',
      'str',
      pointer,
      pointer,
    ),
    vocabSize: bind<[P], number>('llama_vocab_n_tokens', 'int32_t', pointer),
    beginToken: bind<[P], number>('llama_vocab_bos', 'int32_t', pointer),
    endToken: bind<[P], number>('llama_vocab_eos', 'int32_t', pointer),
    addsBegin: bind<[P], boolean>('llama_vocab_get_add_bos', 'bool', pointer),
    endsGeneration: bind<[P, number], boolean>('llama_vocab_is_eog', 'bool', pointer, 'int32_t'),
    tokenText: bind<[P, number], string | null>('llama_vocab_get_text', 'str', pointer, 'int32_t'),
    tokenize: bind<[P, Uint8Array, number, Int32Array, number, boolean, boolean], number>(
      'llama_tokenize',
      'int32_t',
      pointer,
      pointer,
      'int32_t',
      pointer,
      'int32_t',
      'bool',
      'bool',
    ),
    tokenPiece: bind<[P, number, Uint8Array, number, number, boolean], number>(
      'llama_token_to_piece',
      'int32_t',
      pointer,
      'int32_t',
      pointer,
      'int32_t',
      'int32_t',
      'bool',
    ),

    loadAdapter: bind<[P, string], P | null>('llama_adapter_lora_init', pointer, pointer, 'str'),
    freeAdapter: bind<[P], void>('llama_adapter_lora_free', 'void', pointer),
    /** How many tokens must be in the prompt for an adapter to begin; 0: it always applies. */
    invocationTokens: bind<[P], number | bigint>(
      'llama_adapter_get_alora_n_invocation_tokens',
      'uint64_t',
      pointer,
    ),
    setAdapters: bind<[P, BigUint64Array, number, Float32Array], number>(
      'llama_set_adapters_lora',
      'int32_t',
      pointer,
      pointer,
      'size_t',
      pointer,
    ),
    decode: bind<[P, NativeStruct], number>('llama_decode', 'int32_t', pointer, batchType),
    logitsAt: bind<[P, number], P | null>('llama_get_logits_ith', pointer, pointer, 'int32_t'),
    embeddingOf: bind<[P, number], P | null>(
      'llama_get_embeddings_seq',
      pointer,
      pointer,
      'int32_t',
    ),
    setThreads: bind<[P, number, number], void>(
      'llama_set_n_threads',
      'void',
      pointer,
      'int32_t',
      'int32_t',
    ),
    clearMemory: bind<[P, boolean], void>('llama_memory_clear', 'void', pointer, 'bool'),
    removeRange: bind<[P, number, number, number], boolean>(
      'llama_memory_seq_rm',
      'bool',
      pointer,
      'int32_t',
      'int32_t',
      'int32_t',
    ),
    copyRange: bind<[P, number, number, number, number], void>(
      'llama_memory_seq_cp',
      'void',
      pointer,
      'int32_t',
      'int32_t',
      'int32_t',
      'int32_t',
    ),
    lastPosition: bind<[P, number], number>(
      'llama_memory_seq_pos_max',
      'int32_t',
      pointer,
      'int32_t',
    ),
    stateSize: bind<[P, number], number>('llama_state_seq_get_size', 'size_t', pointer, 'int32_t'),
    readState: bind<[P, Uint8Array, number, number], number>(
      'llama_state_seq_get_data',
      'size_t',
      pointer,
      pointer,
      'size_t',
      'int32_t',
    ),
    writeState: bind<[P, Uint8Array, number, number], number>(
      'llama_state_seq_set_data',
      'size_t',
      pointer,
      pointer,
      'size_t',
      'int32_t',
    ),

    createGrammar: bind<[P, string, string], P | null>(
      'llama_sampler_init_grammar',
      pointer,
      pointer,
      'str',
      'str',
    ),
    applySampler: bind<[P, CandidateArray], void>(
      'llama_sampler_apply',
      'void',
      pointer,
      koffi.pointer(tokenDataArrayType),
    ),
    acceptToken: bind<[P, number], void>('llama_sampler_accept', 'void', pointer, 'int32_t'),
    freeSampler: bind<[P], void>('llama_sampler_free', 'void', pointer),
  };
}
