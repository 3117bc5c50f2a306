import { randomBytes } from 'node:crypto';
import type { TokenLogprob } from '../../../inference/index.ts';
import { listedLogprob } from '../answers/logprobs.ts';

/** A part of what a response says. */
export type OutputItem =
  | {
      id: string;
      type: 'message';
      status: 'in_progress' | 'completed' | 'incomplete';
      role: 'assistant';
      content: TextPart[];
    }
  | {
      id: string;
      type: 'function_call';
      status: 'in_progress' | 'completed' | 'incomplete';
      call_id: string;
      name: string;
      arguments: string;
    };

interface TextPart {
  type: 'output_text';
  text: string;
  annotations: never[];
  /** Empty unless they were asked for. */
  logprobs: ReturnType<typeof listedLogprob>[];
}

export function messageItem(
  text: string | undefined,
  status: OutputItem['status'],
  logprobs: readonly TokenLogprob[] = [],
): OutputItem {
  const content = text === undefined ? [] : [textPart(text, logprobs)];
  return { id: newId('msg'), type: 'message', status, role: 'assistant', content };
}

export function textPart(text: string, logprobs: readonly TokenLogprob[] = []): TextPart {
  return { type: 'output_text', text, annotations: [], logprobs: logprobs.map(listedLogprob) };
}

export function callItem(
  call: { id: string; name: string; arguments: string },
  status: OutputItem['status'],
): OutputItem {
  const { id, ...called } = call;
  return { id: newId('fc'), type: 'function_call', status, call_id: id, ...called };
}

export function newId(kind: string): string {
  return `${kind}_${randomBytes(16).toString('hex')}`;
}
