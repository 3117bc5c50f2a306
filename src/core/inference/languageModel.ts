import type { InstalledModel } from '../models/index.ts';

/** JSON Schema subset that constrained generation supports. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface GenerateRequest {
  prompt: string;
  maxTokens: number;
  /** 0 is greedy. */
  temperature: number;
  topP?: number;
  /** Same seed, prompt and model: same text. */
  seed?: number;
  stop?: readonly string[];
  /** The output is always a JSON document of this schema. */
  schema?: JsonSchema;
}

export interface GenerateResult {
  text: string;
  finish: 'stop' | 'length';
  promptTokens: number;
  completionTokens: number;
}

export interface CallControl {
  signal?: AbortSignal;
  onText?: (text: string) => void;
}

/**
 * A language model on this machine or another. Errors: `model.missing`, `model.damaged`,
 * `worker.crashed`, `job.cancelled`.
 */
export interface LanguageModel {
  model(): Promise<InstalledModel>;
  generate(request: GenerateRequest, control?: CallControl): Promise<GenerateResult>;
  countTokens(text: string): Promise<number>;
}

/** Turns texts into unit vectors of `dimensions` numbers whose dot product is their likeness. */
export interface Embedder {
  model(): Promise<InstalledModel>;
  /** In the order of `texts`; each Float32Array has unit length. */
  embed(texts: readonly string[], control?: { signal?: AbortSignal }): Promise<Float32Array[]>;
}
