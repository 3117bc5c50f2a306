import { z } from 'zod';
import type { GenerateRequest } from '../../../inference/index.ts';
import { ParameterError } from '../openAiError.ts';
import { aboutTheCaller, modelSchema, only, refused } from './fields.ts';

const stopSchema = z.string().min(1, 'a stop string must not be empty').max(1_000);

/** What chat and plain completions have in common: OpenAI's names, and those of its peers. */
export const samplingFields = {
  model: modelSchema,
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  top_k: z.number().int().min(-1).max(1_000_000).nullish(),
  min_p: z.number().min(0).max(1).nullish(),
  repetition_penalty: z.number().gt(0).max(10).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  logit_bias: z
    .record(z.string().regex(/^\d+$/, 'takes ids of tokens'), z.number().min(-100).max(100))
    .nullish(),
  seed: z.number().int().nullish(),
  stop: z.union([stopSchema, z.array(stopSchema).max(256)]).nullish(),
  n: z.number().int().min(1).max(128).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({
      include_usage: z.boolean().nullish(),
      include_obfuscation: only(false),
      continuous_usage_stats: only(false),
    })
    .nullish(),
  /** vLLM: lower goes first. */
  priority: z.number().int().nullish(),
  prompt_cache_key: z.string().max(500).nullish(),
  ...aboutTheCaller,
  // vLLM's, on where an answer ends.
  min_tokens: z.number().int().min(0).max(1_000_000).nullish(),
  ignore_eos: z.boolean().nullish(),
  stop_token_ids: z.array(z.number().int().min(0).max(10_000_000)).max(256).nullish(),
  include_stop_str_in_output: z.boolean().nullish(),
  // vLLM's, with the values that it has when they are left out.
  skip_special_tokens: only(true),
  spaces_between_special_tokens: only(true),
  add_special_tokens: only(true),
  use_beam_search: only(false),
  length_penalty: only(1),
  truncate_prompt_tokens: refused('a prompt is never shortened'),
  prompt_logprobs: refused('use echo with logprobs on /v1/completions'),
  allowed_token_ids: refused('use logit_bias or structured_outputs'),
  bad_words: z.array(z.string()).max(0, 'must be empty: use logit_bias').nullish(),
  logits_processors: refused('no code of a request is run'),
};

export interface Sampling {
  temperature?: number | null | undefined;
  top_p?: number | null | undefined;
  top_k?: number | null | undefined;
  min_p?: number | null | undefined;
  repetition_penalty?: number | null | undefined;
  frequency_penalty?: number | null | undefined;
  presence_penalty?: number | null | undefined;
  logit_bias?: Record<string, number> | null | undefined;
  seed?: number | null | undefined;
  stop?: string | string[] | null | undefined;
  priority?: number | null | undefined;
  prompt_cache_key?: string | null | undefined;
  min_tokens?: number | null | undefined;
  ignore_eos?: boolean | null | undefined;
  stop_token_ids?: number[] | null | undefined;
  include_stop_str_in_output?: boolean | null | undefined;
}

/** What is written when a request does not say how much. */
export const usualMaxTokens = 512;

/** How the tokens of an answer are chosen. */
export function samplingOf(
  given: Sampling,
): Omit<GenerateRequest, 'prompt' | 'maxTokens' | 'constraint'> {
  const { stop, top_k: topK, top_p: topP } = given;
  // Of nothing but the likeliest token.
  const isGreedy = given.temperature === 0 || topP === 0;
  const options = {
    topK: topK === -1 ? undefined : topK,
    topP: topP === 0 ? undefined : topP,
    minP: given.min_p,
    repetitionPenalty: given.repetition_penalty,
    frequencyPenalty: given.frequency_penalty,
    presencePenalty: given.presence_penalty,
    logitBias: given.logit_bias,
    seed: given.seed,
    stop: typeof stop === 'string' ? [stop] : stop,
    stopTokens: given.stop_token_ids,
    keepsStop: given.include_stop_str_in_output || undefined,
    minTokens: given.min_tokens || undefined,
    ignoresEnd: given.ignore_eos || undefined,
    prefixName: given.prompt_cache_key,
  };
  return { temperature: isGreedy ? 0 : (given.temperature ?? 1), ...present(options) };
}

/** Errors: `usage.invalid` for a least length that a request can not have. */
export function refuseWrongEnd(
  { min_tokens: minTokens, ignore_eos: ignoresEnd }: Sampling,
  { maxTokens, constraint }: Pick<GenerateRequest, 'maxTokens' | 'constraint'>,
): void {
  if ((minTokens ?? 0) > maxTokens) {
    throw new ParameterError('min_tokens', `'min_tokens' is more than the ${maxTokens} at most.`);
  }
  if (constraint === undefined) return;
  const param =
    ignoresEnd === true ? 'ignore_eos' : (minTokens ?? 0) > 0 ? 'min_tokens' : undefined;
  if (param === undefined) return;
  const why = 'the answer ends where its tools, its schema or its grammar say';
  throw new ParameterError(param, `'${param}' is not supported with a constraint: ${why}.`);
}

/** vLLM gives lower numbers first; a person's request has none. */
export function priorityOf({ priority }: Sampling): 'interactive' | 'batch' {
  return (priority ?? 0) > 0 ? 'batch' : 'interactive';
}

type Present<T> = { [Key in keyof T]?: NonNullable<T[Key]> };

/** Without what was left out or null. */
export function present<T extends object>(options: T): Present<T> {
  const entries = Object.entries(options).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return Object.fromEntries(entries) as Present<T>;
}
