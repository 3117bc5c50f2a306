import { z } from 'zod';
import { AppError } from '../../base/index.ts';
import type { Constraint, GenerateRequest } from '../../inference/index.ts';
import { anyJsonObject } from './anyJsonObject.ts';
import { toJsonSchema } from './toJsonSchema.ts';

const textSchema = z.string().max(4_000_000);
const partsSchema = z.array(z.object({ type: z.literal('text'), text: textSchema })).max(1_000);

/** What chat and plain completions have in common: OpenAI's names, and vLLM's beyond those. */
const samplingSchema = z.object({
  model: z.string().max(500).default('default'),
  max_tokens: z.number().int().min(1).max(1_000_000).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  top_k: z.number().int().min(-1).max(1_000_000).nullish(),
  min_p: z.number().min(0).max(1).nullish(),
  repetition_penalty: z.number().gt(0).max(10).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  logit_bias: z.record(z.string().regex(/^\d+$/), z.number().min(-100).max(100)).nullish(),
  seed: z.number().int().nullish(),
  stop: z.union([z.string().max(1_000), z.array(z.string().max(1_000)).max(16)]).nullish(),
  n: z.number().int().min(1).max(8).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  response_format: z
    .union([
      z.object({ type: z.literal('text') }),
      z.object({ type: z.literal('json_object') }),
      z.object({ type: z.literal('json_schema'), json_schema: z.object({ schema: z.unknown() }) }),
    ])
    .nullish(),
  structured_outputs: z
    .object({
      regex: z.string().optional(),
      grammar: z.string().optional(),
      json: z.unknown().optional(),
      choice: z.array(z.string()).min(1).max(1_000).optional(),
    })
    .nullish(),
  /** vLLM: lower goes first. */
  priority: z.number().int().nullish(),
  prompt_cache_key: z.string().max(500).nullish(),
});

export const chatSchema = samplingSchema.extend({
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'developer', 'user', 'assistant']),
        content: z.union([textSchema, partsSchema]),
      }),
    )
    .min(1)
    .max(1_000),
  max_completion_tokens: z.number().int().min(1).max(1_000_000).nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.number().int().min(0).max(20).nullish(),
});

export const completionSchema = samplingSchema.extend({
  prompt: z.union([textSchema, z.array(textSchema).min(1).max(64)]),
  logprobs: z.number().int().min(0).max(20).nullish(),
});

export const embeddingSchema = z.object({
  model: z.string().max(500).default('default'),
  input: z.union([textSchema, z.array(textSchema).min(1).max(2_048)]),
  encoding_format: z.enum(['float', 'base64']).default('float'),
});

export type Sampling = z.infer<typeof samplingSchema>;

const usualMaxTokens = 512;

/** The request without its prompt. Errors: `usage.invalid`. */
export function samplingOf(
  given: Sampling,
  maxTokens: number | null | undefined,
): Omit<GenerateRequest, 'prompt'> {
  const { stop, top_k: topK } = given;
  const constraint = constraintOf(given);
  const options = {
    topK: topK === -1 ? undefined : topK,
    topP: given.top_p,
    minP: given.min_p,
    repetitionPenalty: given.repetition_penalty,
    frequencyPenalty: given.frequency_penalty,
    presencePenalty: given.presence_penalty,
    logitBias: given.logit_bias,
    seed: given.seed,
    stop: typeof stop === 'string' ? [stop] : stop,
    constraint,
    prefixName: given.prompt_cache_key,
  };
  return {
    maxTokens: maxTokens ?? usualMaxTokens,
    temperature: given.temperature ?? 1,
    ...present(options),
  };
}

/** vLLM gives lower numbers first; a person's request has none. */
export function priorityOf({ priority }: Sampling): 'interactive' | 'batch' {
  return (priority ?? 0) > 0 ? 'batch' : 'interactive';
}

function constraintOf({
  response_format: format,
  structured_outputs: structured,
}: Sampling): Constraint | undefined {
  const found: Constraint[] = [];
  if (format?.type === 'json_object') found.push({ gbnf: anyJsonObject });
  if (format?.type === 'json_schema')
    found.push({ schema: toJsonSchema(format.json_schema.schema) });
  if (structured?.json !== undefined) found.push({ schema: toJsonSchema(structured.json) });
  if (structured?.regex !== undefined) found.push({ regex: structured.regex });
  if (structured?.grammar !== undefined) found.push({ gbnf: structured.grammar });
  if (structured?.choice !== undefined) {
    const choices = structured.choice.map((choice) => JSON.stringify(choice));
    found.push({ gbnf: `root ::= ${choices.join(' | ')}` });
  }
  if (found.length > 1) {
    throw new AppError('usage.invalid', 'Only one constraint on the output is allowed.');
  }
  return found[0];
}

type Present<T> = { [Key in keyof T]?: NonNullable<T[Key]> };

/** Without what was left out or null. */
function present<T extends object>(options: T): Present<T> {
  const entries = Object.entries(options).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return Object.fromEntries(entries) as Present<T>;
}
