import { z } from 'zod';
import type { GenerateRequest, Prompt } from '../../../inference/index.ts';
import { ParameterError } from '../openAiError.ts';
import { constraintFields, constraintOf } from './constraint.ts';
import { refused, textSchema } from './fields.ts';
import {
  present,
  refuseWrongEnd,
  samplingFields,
  samplingOf,
  usualMaxTokens,
} from './samplingSchema.ts';

const tokenSchema = z.number().int().min(0).max(10_000_000);
const maxPrompts = 256;

export const tokensSchema = z.array(tokenSchema).min(1, 'must not be empty').max(1_000_000);

export const completionSchema = z.strictObject({
  ...samplingFields,
  ...constraintFields,
  prompt: z.union(
    [
      textSchema,
      z.array(textSchema).min(1).max(maxPrompts),
      tokensSchema,
      z.array(tokensSchema).min(1).max(maxPrompts),
    ],
    { error: `takes a text, tokens, or a list of up to ${maxPrompts} of either` },
  ),
  max_tokens: z.number().int().min(0).max(1_000_000).nullish(),
  logprobs: z.number().int().min(0).max(20).nullish(),
  echo: z.boolean().nullish(),
  best_of: z.number().int().nullish(),
  suffix: z.union([z.literal(''), refused('an answer only follows its prompt')]).nullish(),
  return_tokens_as_token_ids: refused('tokens are given as texts'),
});

export type CompletionBody = z.infer<typeof completionSchema>;

/** One request for each prompt. Errors: `usage.invalid`. */
export function completionRequests(given: CompletionBody): GenerateRequest[] {
  const { best_of: best, n, echo, logprobs, stream } = given;
  if (typeof best === 'number' && best !== (n ?? 1)) {
    throw new ParameterError('best_of', "'best_of' is not supported: leave it out, or give n.");
  }
  const maxTokens = given.max_tokens ?? usualMaxTokens;
  if (maxTokens === 0 && echo !== true) {
    throw new ParameterError('max_tokens', "'max_tokens' of 0 needs echo: nothing is written.");
  }
  if (stream === true && echo === true && typeof logprobs === 'number') {
    throw new ParameterError('echo', "'echo' with logprobs is not supported in streams.");
  }
  const shared = {
    ...samplingOf(given),
    maxTokens,
    ...present({ constraint: constraintOf(given)?.constraint, logprobs }),
    ...(echo === true && { echo }),
  };
  refuseWrongEnd(given, shared);
  return promptsOf(given.prompt).map((prompt) => ({ ...shared, prompt }));
}

function promptsOf(given: CompletionBody['prompt']): Prompt[] {
  if (typeof given === 'string') return [given];
  if (given.every((part) => typeof part === 'number')) return [{ tokens: given }];
  return given.map((part) =>
    typeof part === 'string' ? part : { tokens: tokensSchema.parse(part) },
  );
}
