import type { InstalledModel } from '../models/index.ts';

/**
 * JSON Schema subset that constrained generation supports. Objects have exactly their properties,
 * all of them, in the order in which they are written here.
 */
export type JsonSchema =
  | { readonly type: 'string'; readonly minLength?: number; readonly maxLength?: number }
  | { readonly type: 'integer' | 'number' | 'boolean' | 'null' }
  | { readonly const: string | number | boolean | null }
  | { readonly enum: readonly (string | number | boolean | null)[] }
  | { readonly oneOf: readonly JsonSchema[] }
  | {
      readonly type: 'array';
      readonly items: JsonSchema;
      readonly minItems?: number;
      readonly maxItems?: number;
    }
  | { readonly type: 'object'; readonly properties: { readonly [key: string]: JsonSchema } };

export interface GenerateRequest {
  prompt: string;
  /**
   * `plain` (default): the model goes on where the prompt ends. `chat`: the prompt is a user's
   * message, put in the model's own chat template. Neither lets the prompt's text make control
   * tokens.
   */
  style?: 'plain' | 'chat';
  maxTokens: number;
  /** 0 is greedy. */
  temperature: number;
  topP?: number;
  /** Same seed, prompt and model: same text. */
  seed?: number;
  stop?: readonly string[];
  /**
   * The output follows this schema character by character, so it is a JSON document of the schema
   * whenever `finish` is `stop`; a document cut short by `maxTokens` finishes with `length`.
   */
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

export interface EmbedControl {
  signal?: AbortSignal;
  /**
   * `interactive` goes before everything else, for a person who waits; `batch` gives way between
   * two texts. Left out: a single text is interactive, several are a batch.
   */
  priority?: 'interactive' | 'batch';
  /**
   * Version of the model to use, because its vectors are to be compared with; the preferred one
   * when left out. Error when it is no longer installed: `model.missing`.
   */
  version?: string;
  /** Told how many of the texts were longer than the model reads and were cut at their end. */
  onTruncated?: (count: number) => void;
}

/**
 * A language model on this machine or another. Errors: `model.missing`, `model.damaged`,
 * `worker.crashed`, `job.cancelled`, `usage.invalid` for a prompt beyond the model's context.
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
  embed(texts: readonly string[], control?: EmbedControl): Promise<Float32Array[]>;
}
