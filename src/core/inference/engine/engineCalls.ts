import type { EngineStats, KvType, MemoryPlan } from '../../../contract/index.ts';
import type { Call } from '../../host/index.ts';
import type {
  GenerateRequest,
  GenerateResult,
  TokenizedPrompt,
  TokenLogprob,
} from '../languageModel.ts';

/** A model file and the SHA-256 it must have, checked when it is loaded. */
export interface ModelFile {
  id: string;
  path: string;
  version: string;
}

/** What the user decided about the KV pool; it takes effect when a model is loaded. */
export interface PoolChoice {
  /** 0: planned from the free memory. */
  poolTokens: number;
  kvType: KvType;
}

export interface EngineConfig extends PoolChoice {
  /** Where prefixes are kept over restarts; undefined: nowhere. */
  prefixesDir: string | undefined;
}

export interface GenerateInput extends OfModel {
  request: GenerateRequest;
  priority: 'interactive' | 'batch';
  user: string;
  /** Whether somebody reads along; otherwise no texts are sent. */
  streams: boolean;
}

/**
 * That the request is valid and queued; that its first step is computed; then what it writes, when
 * somebody reads along.
 */
export type GenerateEvent =
  | 'accepted'
  | 'started'
  | { text: string; logprobs: readonly TokenLogprob[] };

/** The model that a call is about, and its pool. */
interface OfModel {
  model: ModelFile;
  config: EngineConfig;
}

export interface EmbedOutput {
  /** In the order of the texts, each of unit length. */
  vectors: Float32Array[];
  /** Texts that were cut at the model's context. */
  truncatedCount: number;
  /** Tokens that were read, those that begin and end a text included. */
  tokenCount: number;
}

/** Where the models run. */
export interface EngineDevice {
  /** `cuda`, `vulkan`, `metal`, or `cpu` when no GPU can be used. */
  backend: string;
  threads: number;
}

/** What the engine process can do; `generate` streams its text as events. */
export type EngineCalls = {
  device: Call<null, EngineDevice>;
  generate: Call<GenerateInput, GenerateResult, GenerateEvent>;
  embed: Call<
    { model: ModelFile; texts: readonly string[]; priority: 'interactive' | 'batch' },
    EmbedOutput
  >;
  countTokens: Call<OfModel & { text: string }, number>;
  tokenize: Call<OfModel & { request: Pick<GenerateRequest, 'prompt' | 'tools'> }, TokenizedPrompt>;
  detokenize: Call<OfModel & { tokens: readonly number[] }, string>;
  stats: Call<null, EngineStats>;
  /** Reads the file's header only. */
  plan: Call<{ model: ModelFile; choice: PoolChoice }, MemoryPlan>;
  /** Saves the prefixes that are worth it, before the process ends. */
  save: Call<null, null>;
};
