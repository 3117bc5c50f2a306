import type { Constraint, GenerateRequest } from '../../src/core/inference/index.ts';
import { PromptText } from './promptText.ts';

export type SoakShape =
  | { kind: 'embed'; texts: string[] }
  | {
      kind: 'generate';
      request: GenerateRequest;
      priority: 'interactive' | 'batch';
      cancelAfterMs: number | undefined;
    };

const constraints: readonly Constraint[] = [
  { regex: '[a-z]{1,8}( [a-z]{1,8}){0,3}' },
  { schema: { enum: ['keep', 'kill', 'scale'] } },
  {
    schema: {
      type: 'object',
      properties: { good: { type: 'boolean' }, title: { type: 'string', maxLength: 12 } },
    },
  },
  { gbnf: 'root ::= ("yes" | "no") "."' },
];

/** Shapes of requests in an order that a seed decides. */
export function createSoakShapes(seed: number): { next(): SoakShape } {
  const text = new PromptText(seed);
  const upTo = (most: number): number => Math.floor(text.random() * (most + 1));
  const prefixes = Array.from({ length: 6 }, (_, i) => text.words(40 + 40 * i));

  const prompt = (): string => {
    if (text.random() < 0.3) return text.words(1 + upTo(299));
    const prefix = prefixes[upTo(prefixes.length - 1)] ?? '';
    return prefix + text.words(upTo(60));
  };
  const request = (): GenerateRequest => {
    const constraint = text.random() < 0.15 ? constraints[upTo(constraints.length - 1)] : undefined;
    return {
      prompt: prompt(),
      maxTokens: upTo(24),
      temperature: text.random() < 0.5 ? 0 : text.random() * 1.5,
      ...(text.random() < 0.3 && { topK: 40, topP: 0.9, seed: upTo(1_000) }),
      ...(text.random() < 0.1 && { stop: ['.', ' the'] }),
      ...(text.random() < 0.05 && { logprobs: 3 }),
      ...(constraint !== undefined && { constraint }),
    };
  };
  return {
    next: () => {
      if (text.random() < 0.05) {
        return { kind: 'embed', texts: Array.from({ length: 1 + upTo(3) }, () => text.words(30)) };
      }
      return {
        kind: 'generate',
        request: request(),
        priority: text.random() < 0.2 ? 'interactive' : 'batch',
        cancelAfterMs: text.random() < 0.1 ? upTo(2_000) : undefined,
      };
    },
  };
}
