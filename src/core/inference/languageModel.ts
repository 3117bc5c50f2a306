import type { InstalledModel } from './models/installedModel.ts';

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

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface GenerateRequest {
  /**
   * Text: the model goes on where it ends. Messages: put in the model's own chat template; a model
   * without one is given a plain transcript of them. Neither lets what it holds make control tokens.
   */
  prompt: string | readonly ChatMessage[];
  maxTokens: number;
  /** 0 is greedy. */
  temperature: number;
  /** 0, or left out: all tokens. */
  topK?: number;
  topP?: number;
  /** Least probability, as a share of the likeliest token's. */
  minP?: number;
  /** 1, or left out: none. Over the prompt's and the answer's last 64 tokens. */
  repetitionPenalty?: number;
  /** Over the answer's tokens, as OpenAI has them: -2 to 2. */
  frequencyPenalty?: number;
  presencePenalty?: number;
  /** Added to the logits of tokens, by their id. */
  logitBias?: Readonly<Record<number, number>>;
  /**
   * Of the draws. The same seed mostly gives the same text, and always on an engine that just
   * started: what else runs, and where tokens lie in the pool, changes how sums round.
   */
  seed?: number;
  stop?: readonly string[];
  /**
   * The output follows it character by character, so it is whole whenever `finish` is `stop`; an
   * output cut short by `maxTokens` finishes with `length`.
   */
  constraint?: Constraint;
  /**
   * Requests of one name begin alike. What they have in common is kept on disk when the engine
   * rests, so that the first of them after a restart need not compute it again.
   */
  prefixName?: string;
  /** So many likeliest tokens beside each chosen one; left out: no logprobs. At most 20. */
  logprobs?: number;
}

/** What an answer must be: a JSON document of a schema, a match of a regex, or a GBNF grammar's. */
export type Constraint =
  | { readonly schema: JsonSchema }
  | { readonly regex: string }
  | { readonly gbnf: string };

export interface TokenLogprob {
  /** In the model's vocabulary; a GBNF constraint can name it as `<[id]>`. */
  id: number;
  token: string;
  /** Natural logarithm of the probability before temperature, penalties and constraint. */
  logprob: number;
  top: { token: string; logprob: number }[];
}

export interface GenerateResult {
  text: string;
  finish: 'stop' | 'length';
  promptTokens: number;
  /** Of the prompt, taken from the prefix cache. */
  cachedTokens: number;
  completionTokens: number;
  /** One a token, when asked for. */
  logprobs?: TokenLogprob[];
}

export interface CallControl {
  signal?: AbortSignal;
  onText?: (text: string) => void;
  /** `interactive` (default): a person waits. `batch`: goes after those, and may be preempted. */
  priority?: 'interactive' | 'batch';
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
  /** Told how many tokens were read. */
  onTokens?: (count: number) => void;
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
