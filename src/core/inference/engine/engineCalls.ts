import type { EngineStats, KvType, MemoryPlan } from '../../../contract/index.ts';
import type { Call } from '../../host/index.ts';
import type { GenerateRequest, GenerateResult } from '../languageModel.ts';

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

export interface GenerateInput {
  model: ModelFile;
  config: EngineConfig;
  request: GenerateRequest;
  priority: 'interactive' | 'batch';
  /** Whether somebody reads along; otherwise no events are sent. */
  streams: boolean;
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
  generate: Call<GenerateInput, GenerateResult, string>;
  embed: Call<
    { model: ModelFile; texts: readonly string[]; priority: 'interactive' | 'batch' },
    EmbedOutput
  >;
  countTokens: Call<{ model: ModelFile; config: EngineConfig; text: string }, number>;
  stats: Call<null, EngineStats>;
  /** Reads the file's header only. */
  plan: Call<{ model: ModelFile; choice: PoolChoice }, MemoryPlan>;
  /** Saves the prefixes that are worth it, before the process ends. */
  save: Call<null, null>;
};
