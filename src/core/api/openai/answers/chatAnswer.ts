import type { GenerateResult } from '../../../inference/index.ts';
import { type AnswerPart, ToolCallReader } from '../tools/toolCallReader.ts';
import type { AnswerFormat, Gained } from './answerFormat.ts';
import { chatLogprobs } from './logprobs.ts';
import { type AnswerHead, usageOf } from './usage.ts';

export interface ChatFormatOptions {
  head: AnswerHead;
  /** Whether what looks like a call is one. */
  hasTools: boolean;
  /** Of a stream: the last event tells what was used. */
  withUsage: boolean;
}

interface Call {
  id: string;
  name: string;
  arguments: string;
}

/** An answer's text, and what it calls. */
export interface ReadAnswer {
  text: string;
  calls: Call[];
}

export function readAnswer(text: string, hasTools: boolean): ReadAnswer {
  const answer: ReadAnswer = { text: '', calls: [] };
  if (!hasTools) return { text, calls: [] };
  for (const part of new ToolCallReader().add(text, true)) addPart(answer, part);
  return answer;
}

function addPart(answer: ReadAnswer, part: AnswerPart): void {
  switch (part.type) {
    case 'text':
      answer.text += part.text;
      break;
    case 'call':
      answer.calls.push({ id: part.id, name: part.name, arguments: '' });
      break;
    case 'arguments': {
      const call = answer.calls[part.index];
      if (call !== undefined) call.arguments += part.text;
      break;
    }
    default:
      part satisfies never;
  }
}

/** Answers of Chat Completions, whole and as a stream. */
export function chatFormat({ head, hasTools, withUsage }: ChatFormatOptions): AnswerFormat {
  const chunk = (choices: unknown[], usage?: unknown) => ({
    ...head,
    object: 'chat.completion.chunk',
    choices,
    ...(withUsage && { usage: usage ?? null }),
  });
  const delta = (index: number, given: object, logprobs: Gained['logprobs'] = []) =>
    chunk([
      {
        index,
        delta: given,
        finish_reason: null,
        logprobs: logprobs.length === 0 ? null : chatLogprobs(logprobs),
      },
    ]);
  return {
    whole: (results, n) => ({
      ...head,
      object: 'chat.completion',
      choices: results.map((result, index) => chatChoice(result, index, hasTools)),
      usage: usageOf(results, n),
    }),
    start: (index) => [delta(index, { role: 'assistant', content: '' })],
    reader: (index) => {
      const reader = hasTools ? new ToolCallReader() : undefined;
      let hasCalls = false;
      const events = (parts: readonly AnswerPart[], logprobs: Gained['logprobs']): unknown[] => {
        hasCalls ||= parts.some(({ type }) => type === 'call');
        const deltas = parts.map(deltaOf);
        if (deltas.length === 0 && logprobs.length > 0) deltas.push({ content: '' });
        return deltas.map((each, at) => delta(index, each, at === 0 ? logprobs : []));
      };
      return {
        add: ({ text, logprobs }) =>
          events(reader?.add(text) ?? (text === '' ? [] : [{ type: 'text', text }]), logprobs),
        end: ({ finish }) => [
          ...events(reader?.add('', true) ?? [], []),
          chunk([{ index, delta: {}, finish_reason: finishOf(finish, hasCalls), logprobs: null }]),
        ],
      };
    },
    finish: (results, n) => (withUsage ? [chunk([], usageOf(results, n))] : []),
  };
}

function chatChoice(result: GenerateResult, index: number, hasTools: boolean) {
  const { text, calls } = readAnswer(result.text, hasTools);
  const toolCalls = calls.map(({ id, ...call }) => ({ id, type: 'function', function: call }));
  return {
    index,
    message: {
      role: 'assistant',
      content: text === '' && calls.length > 0 ? null : text,
      refusal: null,
      ...(calls.length > 0 && { tool_calls: toolCalls }),
    },
    finish_reason: finishOf(result.finish, calls.length > 0),
    logprobs: result.logprobs === undefined ? null : chatLogprobs(result.logprobs),
  };
}

function deltaOf(part: AnswerPart): object {
  switch (part.type) {
    case 'text':
      return { content: part.text };
    case 'call': {
      const { index, id, name } = part;
      return { tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] };
    }
    case 'arguments':
      return { tool_calls: [{ index: part.index, function: { arguments: part.text } }] };
    default:
      return part satisfies never;
  }
}

function finishOf(finish: GenerateResult['finish'], hasCalls: boolean): string {
  return finish === 'stop' && hasCalls ? 'tool_calls' : finish;
}
