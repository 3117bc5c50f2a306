import { z } from 'zod';
import type { GenerateRequest } from '../../../inference/index.ts';
import { ParameterError } from '../openAiError.ts';
import {
  type GivenTools,
  nestedChoiceSchema,
  nestedToolSchema,
  toolUseOf,
} from '../tools/toolSchemas.ts';
import { constraintFields, constraintOf } from './constraint.ts';
import { only, refused } from './fields.ts';
import { messagesSchema, toMessages } from './messages.ts';
import {
  present,
  refuseWrongEnd,
  samplingFields,
  samplingOf,
  usualMaxTokens,
} from './samplingSchema.ts';

const tokensSchema = z.number().int().min(1).max(1_000_000).nullish();

export const chatSchema = z.strictObject({
  ...samplingFields,
  ...constraintFields,
  messages: messagesSchema,
  max_completion_tokens: tokensSchema,
  max_tokens: tokensSchema,
  logprobs: z.boolean().nullish(),
  top_logprobs: z.number().int().min(0).max(20).nullish(),
  tools: z.array(nestedToolSchema).max(128).nullish(),
  tool_choice: nestedChoiceSchema.nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  // OpenAI's that this engine has nothing for.
  modalities: z
    .array(z.literal('text', { error: 'only text is written' }))
    .max(1)
    .nullish(),
  reasoning_effort: only('none'),
  verbosity: only('medium'),
  functions: refused('use tools'),
  function_call: refused('use tool_choice'),
  audio: refused('no sound is made'),
  prediction: refused('nothing is predicted'),
  web_search_options: refused('nothing is searched'),
  prompt_cache_retention: refused('use prompt_cache_key'),
  // vLLM's.
  echo: only(false),
  add_generation_prompt: only(true),
  continue_final_message: only(false),
  chat_template: refused('the model’s own is used'),
  chat_template_kwargs: z.strictObject({ enable_thinking: only(false) }).nullish(),
  include_reasoning: z.boolean().nullish(),
  documents: refused('put them into a message'),
});

export type ChatBody = z.infer<typeof chatSchema>;

/** Errors: `usage.invalid`. */
export function chatRequest(given: ChatBody): GenerateRequest {
  if (typeof given.top_logprobs === 'number' && given.logprobs !== true) {
    throw new ParameterError('top_logprobs', "'top_logprobs' needs logprobs to be true.");
  }
  const request = {
    ...samplingOf(given),
    ...promptOf(given),
    maxTokens: given.max_completion_tokens ?? given.max_tokens ?? usualMaxTokens,
    ...present({ logprobs: given.logprobs === true ? (given.top_logprobs ?? 0) : undefined }),
  };
  refuseWrongEnd(given, request);
  return request;
}

type PromptFields = 'messages' | 'tools' | 'tool_choice' | 'parallel_tool_calls';

/** What the model reads, and what its answer must be. */
function promptOf(given: Pick<ChatBody, PromptFields> & Parameters<typeof constraintOf>[0]) {
  const { tool_choice: choice } = given;
  const tools: GivenTools = {
    functions: (given.tools ?? []).map((tool) => tool.function),
    choice: typeof choice === 'object' && choice !== null ? choice.function : choice,
    parallel: given.parallel_tool_calls,
    paramOf: (index) => `tools[${index}].function`,
    constraint: constraintOf(given),
  };
  return { prompt: toMessages(given.messages), ...toolUseOf(tools) };
}
