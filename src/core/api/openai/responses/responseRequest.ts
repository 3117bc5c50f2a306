import type { GenerateRequest } from '../../../inference/index.ts';
import { ParameterError } from '../openAiError.ts';
import { constraintOf } from '../requests/constraint.ts';
import { type GivenMessage, toMessages } from '../requests/messages.ts';
import { samplingOf, usualMaxTokens } from '../requests/samplingSchema.ts';
import { toolUseOf } from '../tools/toolSchemas.ts';
import type { ResponseBody, ResponseItem } from './responseSchema.ts';

interface PlacedMessage {
  message: GivenMessage;
  /** In the request. */
  at: string;
}

/** Errors: `usage.invalid`. */
export function responseRequest(given: ResponseBody): GenerateRequest {
  const { tool_choice: choice, text } = given;
  const placed = [
    ...(typeof given.instructions === 'string'
      ? [placedMessage('system', given.instructions, 'instructions')]
      : []),
    ...(typeof given.input === 'string'
      ? [placedMessage('user', given.input, 'input')]
      : placedMessages(given.input)),
  ];
  const messages = placed.map(({ message }) => message);
  const tools = toolUseOf({
    functions: given.tools ?? [],
    choice,
    parallel: given.parallel_tool_calls,
    paramOf: (index) => `tools[${index}]`,
    constraint: constraintOf({ response_format: formatOf(text?.format) }),
  });
  const logprobs = logprobsOf(given);
  return {
    ...samplingOf(given),
    prompt: toMessages(messages, (index) => placed[index]?.at ?? 'input'),
    maxTokens: given.max_output_tokens ?? usualMaxTokens,
    ...tools,
    ...(logprobs !== undefined && { logprobs }),
  };
}

/** How many likely tokens are told beside each one; undefined: no logprobs. */
function logprobsOf({ include, top_logprobs: top, tools }: ResponseBody): number | undefined {
  const isIncluded = (include ?? []).length > 0;
  if (!isIncluded && (top ?? 0) > 0) {
    const needed = "include: ['message.output_text.logprobs']";
    throw new ParameterError('top_logprobs', `'top_logprobs' needs ${needed}.`);
  }
  if (isIncluded && (tools ?? []).length > 0) {
    throw new ParameterError('include', 'Logprobs are not supported beside tools.');
  }
  return isIncluded ? (top ?? 0) : undefined;
}

function placedMessage(role: 'system' | 'user', content: string, at: string): PlacedMessage {
  return { message: { role, content }, at };
}

/** Items as Chat Completions' messages: calls belong to the assistant's message before them. */
function placedMessages(items: readonly ResponseItem[]): PlacedMessage[] {
  const placed: PlacedMessage[] = [];
  for (const [index, item] of items.entries()) {
    const at = `input[${index}]`;
    if ('role' in item) {
      placed.push({ message: { role: item.role, content: textOf(item.content) }, at });
    } else if (item.type === 'function_call_output') {
      const { call_id: id, output } = item;
      placed.push({ message: { role: 'tool', tool_call_id: id, content: textOf(output) }, at });
    } else {
      const { call_id: id, name, arguments: given } = item;
      const call = { id, type: 'function' as const, function: { name, arguments: given } };
      const before = placed.at(-1)?.message;
      if (before?.role === 'assistant') before.tool_calls = [...(before.tool_calls ?? []), call];
      else placed.push({ message: { role: 'assistant', tool_calls: [call] }, at });
    }
  }
  return placed;
}

function textOf(content: string | readonly { text: string }[]): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('');
}

type Format = NonNullable<ResponseBody['text']>['format'];

/** As Chat Completions has it. */
function formatOf(format: Format) {
  if (format?.type !== 'json_schema') return format;
  const { type, ...schema } = format;
  return { type, json_schema: schema };
}
