import { z } from 'zod';
import { tokensSchema } from '../requests/completionRequest.ts';
import { modelSchema, only, textSchema } from '../requests/fields.ts';
import { messagesSchema, toMessages } from '../requests/messages.ts';
import { readRequest } from '../requests/readRequest.ts';
import { nestedToolSchema, toolUseOf } from '../tools/toolSchemas.ts';
import { writerNamed } from './models.ts';
import type { OpenAiParts } from './openAiParts.ts';

const shared = {
  model: modelSchema,
  /** True: what each token writes, too. */
  return_token_strs: z.boolean().nullish(),
};
/** vLLM's `POST /tokenize`. A prompt is read as for an answer: with the model's first token. */
const tokenizeSchema = z.union([
  z.strictObject({ ...shared, prompt: textSchema, add_special_tokens: only(true) }),
  z.strictObject({
    ...shared,
    messages: messagesSchema,
    tools: z.array(nestedToolSchema).max(128).nullish(),
    add_generation_prompt: only(true),
    continue_final_message: only(false),
    add_special_tokens: only(true, false),
  }),
]);
const detokenizeSchema = z.strictObject({ model: modelSchema, tokens: tokensSchema });

export async function answerTokenize(parts: OpenAiParts, request: Request) {
  const given = await readRequest(request, tokenizeSchema);
  await writerNamed(parts, given.model);
  const { tokens, texts, maxRequestTokens } = await parts.languageModel.tokenize(
    'prompt' in given
      ? { prompt: given.prompt }
      : { prompt: toMessages(given.messages), ...toolsOf(given.tools ?? []) },
  );
  return {
    count: tokens.length,
    max_model_len: maxRequestTokens,
    tokens,
    token_strs: given.return_token_strs === true ? texts : null,
  };
}

/** vLLM's `POST /detokenize`. */
export async function answerDetokenize(parts: OpenAiParts, request: Request) {
  const { model, tokens } = await readRequest(request, detokenizeSchema);
  await writerNamed(parts, model);
  return { prompt: await parts.languageModel.detokenize(tokens) };
}

function toolsOf(given: readonly z.infer<typeof nestedToolSchema>[]) {
  const { tools } = toolUseOf({
    functions: given.map((tool) => tool.function),
    ...{ choice: 'auto', parallel: true, constraint: undefined },
    paramOf: (index) => `tools[${index}].function`,
  });
  return tools === undefined ? {} : { tools };
}
