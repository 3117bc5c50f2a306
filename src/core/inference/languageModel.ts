import type { ModelId } from '../../contract/index.ts';
import type { InstalledModel } from './models/installedModel.ts';

/**
 * JSON Schema subset that constrains generation. Objects have their properties in the order in
 * which they are written here, and no others.
 */
export type JsonSchema =
  | {
      readonly type: 'string';
      readonly minLength?: number;
      readonly maxLength?: number;
      /** A regex that matches somewhere in the string; not beside a length. */
      readonly pattern?: string;
    }
  | {
      readonly type: 'integer' | 'number';
      /** Whole numbers. */
      readonly minimum?: number;
      readonly maximum?: number;
      readonly exclusiveMinimum?: number;
      readonly exclusiveMaximum?: number;
    }
  | { readonly type: 'boolean' | 'null' }
  | { readonly const: string | number | boolean | null }
  | { readonly enum: readonly (string | number | boolean | null)[] }
  | { readonly oneOf: readonly JsonSchema[] }
  | {
      readonly type: 'array';
      readonly items: JsonSchema;
      readonly minItems?: number;
      readonly maxItems?: number;
    }
  | {
      readonly type: 'object';
      readonly properties: { readonly [key: string]: JsonSchema };
      /** Those that are always there; left out: all. */
      readonly required?: readonly string[];
      /** What any other property holds; only of an object without `properties`. */
      readonly additional?: JsonSchema;
    }
  /** Any JSON. */
  | { readonly any: true }
  /** One of the definitions around it, which may refer to itself. */
  | { readonly ref: string }
  | {
      readonly definitions: { readonly [name: string]: JsonSchema };
      readonly schema: JsonSchema;
    };

/** A function that the model may call. */
export interface Tool {
  readonly name: string;
  readonly description?: string;
  /** As the caller wrote it, for the model to read; what is enforced is a constraint's. */
  readonly parameters: { readonly [keyword: string]: unknown };
}

export interface ToolCall {
  readonly name: string;
  readonly arguments: { readonly [name: string]: unknown };
}

export interface ChatMessage {
  /** `tool`: what a call of the assistant's gave, in the order of its calls. */
  role: 'system' | 'user' | 'assistant' | 'tool';
  content: string;
  /** Of an assistant's message: what it called. */
  toolCalls?: readonly ToolCall[];
}

/** Ids in the model's vocabulary, taken as they are: nothing is put before them. */
export interface TokenPrompt {
  readonly tokens: readonly number[];
}

/**
 * Text: the model goes on where it ends. Messages: put in the model's own chat template; a model
 * without one is given a plain transcript of them. Neither lets what it holds make control tokens.
 */
export type Prompt = string | readonly ChatMessage[] | TokenPrompt;

/** Changes to a model's weights (LoRA), as a GGUF file of the type `adapter`. */
export interface LoraAdapter {
  readonly path: string;
  /** How much of it applies; all of it, 1, when left out. */
  readonly scale?: number;
}

export interface GenerateRequest {
  prompt: Prompt;
  /** Left out: the model as it is. */
  adapter?: LoraAdapter;
  /** Described to the model before the messages; how it calls them: {@link ToolConstraint}. */
  tools?: readonly Tool[];
  /** 0 writes nothing, for what `echo` tells of the prompt. */
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
   * The answer has at most so many words: near the limit its sentence is steered to an end, and at
   * the limit no other word begins. Not with a constraint.
   */
  maxWords?: number;
  /** The answer has no four words in a row of this text. Not with a constraint. */
  avoidedText?: string;
  /** Words in lower case; the answer has others only where none of these would do. */
  preferredWords?: readonly string[];
  /** Taken from the logits of what writes other words; 3 when left out. */
  preferredNats?: number;
  /** Tokens that end the answer as the model's own end does. */
  stopTokens?: readonly number[];
  /** True: the text has the stop string or token that ended it. */
  keepsStop?: boolean;
  /**
   * So many tokens are written before the answer may end, whatever stop strings they hold; not with
   * a constraint.
   */
  minTokens?: number;
  /** True: the answer goes on after the model's own end; not with a constraint. */
  ignoresEnd?: boolean;
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
  /** True: the result has the prompt too, with its logprobs when those are asked for. */
  echo?: boolean;
}

/**
 * What an answer must be: a JSON document of a schema, a match of a regex, a GBNF grammar's, or
 * one that may call functions.
 */
export type Constraint =
  | { readonly schema: JsonSchema }
  | { readonly regex: string }
  | { readonly gbnf: string }
  | { readonly tools: ToolConstraint };

/**
 * Calls as the models of Qwen and Hermes write them: `<tool_call>`, a line with the object of
 * `name` and `arguments`, `</tool_call>`, each on its line.
 */
export interface ToolConstraint {
  readonly functions: readonly { readonly name: string; readonly parameters: JsonSchema }[];
  /** `allowed`: the answer is text, calls, or text and then calls. */
  readonly calls: 'allowed' | 'required';
  /** False: at most one call. */
  readonly parallel: boolean;
  /** What the answer is when it calls nothing; left out: any text. */
  readonly answer?: JsonSchema;
}

export interface TokenText {
  /** A control token writes nothing and is given by its name. */
  token: string;
  /** What it writes; a character may be spread over several tokens. */
  bytes: number[];
}

export interface LikelyToken extends TokenText {
  logprob: number;
}

export interface TokenLogprob extends LikelyToken {
  /** In the model's vocabulary; a GBNF constraint can name it as `<[id]>`. */
  id: number;
  /** Natural logarithm of the probability before temperature, penalties and constraint. */
  logprob: number;
  top: LikelyToken[];
}

/** A token of the prompt; nothing comes before the first one, so that it has no logprob. */
export type PromptTokenLogprob = Omit<TokenLogprob, 'logprob'> & { logprob: number | undefined };

export interface GenerateResult {
  text: string;
  finish: 'stop' | 'length';
  promptTokens: number;
  /** Of the prompt, taken from the prefix cache. */
  cachedTokens: number;
  completionTokens: number;
  /** One a token, when asked for. */
  logprobs?: TokenLogprob[];
  /** With `echo`. */
  prompt?: { text: string; logprobs?: PromptTokenLogprob[] };
}

export interface TokenizedPrompt {
  tokens: number[];
  /** What each token writes, or its name. */
  texts: string[];
  /** Of prompt and answer together. */
  maxRequestTokens: number;
}

export interface CallControl {
  signal?: AbortSignal;
  /** `logprobs`: of the tokens since the last call, when asked for. */
  onText?: (text: string, logprobs: readonly TokenLogprob[]) => void;
  /** The request is valid and waits for its turn: what fails later is not the caller's fault. */
  onAccepted?: () => void;
  /** The engine has begun with the request: it waits for its turn no more. */
  onStarted?: (() => void) | undefined;
  /** `interactive` (default): a person waits. `batch`: goes after those, and may be preempted. */
  priority?: 'interactive' | 'batch';
  /**
   * Whose request it is: among requests of one priority the user who had least is next. Left out:
   * this program's own.
   */
  user?: string;
  /** The model that is asked; left out: the one that writes the drafts. */
  modelId?: ModelId | undefined;
}

export type EmbeddedAs = 'passage' | 'query' | 'raw';

export interface EmbedControl {
  signal?: AbortSignal;
  /**
   * What the texts are, for models that are told: `passage` (default), what is searched; `query`, what
   * is searched for; `raw`, for programs that know the model and speak to it themselves.
   */
  as?: EmbeddedAs;
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
  /** Of an id: that one. */
  model(modelId?: ModelId): Promise<InstalledModel>;
  generate(request: GenerateRequest, control?: CallControl): Promise<GenerateResult>;
  countTokens(text: string): Promise<number>;
  /** The prompt as it would be read. Errors: those of {@link generate}. */
  tokenize(request: Pick<GenerateRequest, 'prompt' | 'tools'>): Promise<TokenizedPrompt>;
  /** What tokens write. Error: `usage.invalid` for one that the model does not have. */
  detokenize(tokens: readonly number[]): Promise<string>;
}

/** Turns texts into unit vectors of `dimensions` numbers whose dot product is their likeness. */
export interface Embedder {
  /** Of a version: that one. */
  model(version?: string): Promise<InstalledModel>;
  /** In the order of `texts`; each Float32Array has unit length. */
  embed(texts: readonly string[], control?: EmbedControl): Promise<Float32Array[]>;
}
