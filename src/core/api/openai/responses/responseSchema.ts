import { z } from 'zod';
import { aboutTheCaller, modelSchema, only, refused, textSchema } from '../requests/fields.ts';
import { flatChoiceSchema, flatToolSchema } from '../tools/toolSchemas.ts';

const inputPart = z.strictObject({
  type: z.literal('input_text', { error: 'only text is supported: no pictures, sound or files' }),
  text: textSchema,
});
const outputPart = z.strictObject({
  type: z.literal('output_text', { error: 'only text is supported' }),
  text: textSchema,
  // What an answer has, as clients send it back.
  annotations: z.array(z.never()).max(0).nullish(),
  logprobs: z.array(z.unknown()).nullish(),
});

/** An item's own id and state, which an answer has and the next request may bring back. */
const stateFields = { id: z.string().nullish(), status: z.string().nullish() };
const contentOf = <Part extends z.ZodType>(part: Part) =>
  z.union([textSchema, z.array(part).max(1_000)], { error: 'takes a text or a list of texts' });
const kinds = {
  error:
    'takes message, function_call and function_call_output; nothing is stored, so items are sent whole (clients do with store: false)',
};
const messageType = z.literal('message', kinds).optional();

const itemSchema = z.union([
  z.strictObject({
    type: messageType,
    role: z.literal(['system', 'developer', 'user']),
    content: contentOf(inputPart),
    ...stateFields,
  }),
  z.strictObject({
    type: messageType,
    role: z.literal('assistant'),
    content: contentOf(outputPart),
    ...stateFields,
  }),
  z.strictObject({
    type: z.literal('function_call', kinds),
    call_id: z.string().min(1).max(500),
    name: z.string().max(500),
    arguments: z.string().max(1_000_000),
    ...stateFields,
  }),
  z.strictObject({
    type: z.literal('function_call_output', kinds),
    call_id: z.string().min(1).max(500),
    output: contentOf(inputPart),
    ...stateFields,
  }),
]);
export type ResponseItem = z.infer<typeof itemSchema>;

const formatSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    name: z.string().max(500),
    description: z.string().nullish(),
    schema: z.unknown().optional(),
    strict: z.boolean().nullish(),
  }),
]);

/** The basic form: what is said, with functions; nothing is stored, searched or thought about. */
export const responseSchema = z.strictObject({
  model: modelSchema,
  input: z.union([textSchema, z.array(itemSchema).min(1).max(1_000)], {
    error: 'takes a text or a list of items',
  }),
  instructions: textSchema.nullish(),
  max_output_tokens: z.number().int().min(1).max(1_000_000).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.strictObject({ include_obfuscation: only(false) }).nullish(),
  text: z.strictObject({ format: formatSchema.nullish(), verbosity: only('medium') }).nullish(),
  tools: z.array(flatToolSchema).max(128).nullish(),
  tool_choice: flatChoiceSchema.nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  prompt_cache_key: z.string().max(500).nullish(),
  ...aboutTheCaller,
  background: only(false),
  truncation: only('disabled'),
  include: z
    .array(z.literal('message.output_text.logprobs', { error: 'is not supported' }))
    .nullish(),
  reasoning: z.strictObject({ effort: only('none'), summary: refused('there is none') }).nullish(),
  top_logprobs: z.number().int().min(0).max(20).nullish(),
  max_tool_calls: refused('the client calls its functions itself'),
  previous_response_id: refused('nothing is stored: send the messages again'),
  conversation: refused('nothing is stored: send the messages again'),
  prompt: refused('nothing is stored: send the text'),
  prompt_cache_retention: refused('use prompt_cache_key'),
});
export type ResponseBody = z.infer<typeof responseSchema>;
