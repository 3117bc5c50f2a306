import { z } from 'zod';
import type { ChatMessage, ToolCall } from '../../../inference/index.ts';
import { ParameterError } from '../openAiError.ts';
import { contentSchema, contentText } from './contentSchema.ts';
import { refused } from './fields.ts';

const name = refused('a template shows no names');
const idSchema = z.string().min(1).max(500);

const callSchema = z.strictObject({
  id: idSchema,
  type: z.literal('function', { error: 'only functions are supported' }),
  function: z.strictObject({ name: z.string().max(500), arguments: z.string().max(1_000_000) }),
  /** Streams have it, and some clients send it back. */
  index: z.number().nullish(),
});

const assistantSchema = z.strictObject({
  role: z.literal('assistant'),
  content: contentSchema.nullish(),
  tool_calls: z.array(callSchema).max(128).nullish(),
  name,
  // What an answer has, as clients send it back.
  refusal: z.null({ error: 'is not supported: put the text into content' }).optional(),
  annotations: z.array(z.never()).max(0).nullish(),
  audio: refused('no sound'),
  function_call: refused('use tool_calls'),
  reasoning_content: refused('put the text into content'),
});

export const messagesSchema = z
  .array(
    z.discriminatedUnion(
      'role',
      [
        z.strictObject({ role: z.literal(['system', 'developer']), content: contentSchema, name }),
        z.strictObject({ role: z.literal('user'), content: contentSchema, name }),
        assistantSchema,
        z.strictObject({
          role: z.literal('tool'),
          content: contentSchema,
          tool_call_id: idSchema,
          /** The function's, which its call has told already. */
          name: z.string().nullish(),
        }),
      ],
      { error: 'has a role that is not supported' },
    ),
  )
  .min(1)
  .max(1_000);

export type GivenMessage = z.infer<typeof messagesSchema>[number];

/**
 * Messages as the engine takes them. What calls gave is put in the order of the calls, because
 * templates tell them apart by that. `placeOf` names a message as the request does. Errors:
 * `usage.invalid` for a call without what it gave, or the reverse, and for arguments that are no
 * JSON object.
 */
export function toMessages(
  given: readonly GivenMessage[],
  placeOf = (index: number): string => `messages[${index}]`,
): ChatMessage[] {
  const messages: ChatMessage[] = [];
  /** What the last calls gave, by their ids, as far as it was told. */
  let open = new Map<string, { result: ChatMessage; isTold: boolean }>();
  const close = (at: string): void => {
    for (const [id, { isTold }] of open) {
      if (isTold) continue;
      throw new ParameterError(at, `No tool message tells what the call '${id}' gave.`);
    }
    open = new Map();
  };
  for (const [index, message] of given.entries()) {
    const at = placeOf(index);
    if (message.role === 'tool') {
      const place = open.get(message.tool_call_id);
      if (place === undefined || place.isTold) {
        const id = message.tool_call_id;
        throw new ParameterError(
          `${at}.tool_call_id`,
          `The assistant's message before has no call '${id}', or it was answered twice.`,
        );
      }
      place.result.content = contentText(message.content);
      place.isTold = true;
      continue;
    }
    close(at);
    messages.push(toMessage(message, at));
    if (message.role !== 'assistant') continue;
    for (const { id } of message.tool_calls ?? []) {
      const result: ChatMessage = { role: 'tool', content: '' };
      open.set(id, { result, isTold: false });
      messages.push(result);
    }
  }
  close(placeOf(given.length - 1));
  return messages;
}

function toMessage(message: Exclude<GivenMessage, { role: 'tool' }>, at: string): ChatMessage {
  const content = contentText(message.content);
  if (message.role !== 'assistant') {
    return { role: message.role === 'developer' ? 'system' : message.role, content };
  }
  const calls = message.tool_calls ?? [];
  if (calls.length === 0) {
    if (message.content === null || message.content === undefined) {
      throw new ParameterError(`${at}.content`, `'${at}' has neither content nor tool_calls.`);
    }
    return { role: 'assistant', content };
  }
  const toolCalls = calls.map((call, index) =>
    toCall(call.function, `${at}.tool_calls[${index}].function.arguments`),
  );
  return { role: 'assistant', content, toolCalls };
}

function toCall(call: { name: string; arguments: string }, at: string): ToolCall {
  const parsed = argumentsSchema.safeParse(parsedJson(call.arguments));
  if (parsed.success) return { name: call.name, arguments: parsed.data };
  throw new ParameterError(at, `'${at}' is not the text of a JSON object.`);
}

const argumentsSchema = z.record(z.string(), z.unknown());

function parsedJson(text: string): unknown {
  try {
    // A call without arguments is an empty text for some clients.
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
