import type { Call } from '../../host/index.ts';
import type { GenerateRequest, GenerateResult } from '../languageModel.ts';

/** A model file and the SHA-256 it must have, checked when it is loaded. */
export interface ModelFile {
  path: string;
  version: string;
}

export interface EmbedOutput {
  /** In the order of the texts, each of unit length. */
  vectors: Float32Array[];
  /** Texts that were cut at the model's context. */
  truncatedCount: number;
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
  generate: Call<{ model: ModelFile; request: GenerateRequest }, GenerateResult, string>;
  embed: Call<
    { model: ModelFile; texts: readonly string[]; priority: 'interactive' | 'batch' },
    EmbedOutput
  >;
  countTokens: Call<{ model: ModelFile; text: string }, number>;
  /** Frees the models; the next call loads what it needs. */
  unload: Call<null, null>;
};
