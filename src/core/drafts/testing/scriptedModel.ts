import { modelIdSchema } from '../../../contract/index.ts';
import type { GenerateRequest, JsonSchema, LanguageModel } from '../../inference/index.ts';

export interface ScriptedModel extends LanguageModel {
  /** Every request so far. */
  readonly requests: GenerateRequest[];
  /** Numbers of the calls that were cancelled before their end. */
  readonly cancelled: number[];
}

/** What the model answers to a request; streams it in pieces of three characters. */
export type Script = (request: GenerateRequest, call: number) => string;

/**
 * Not a model: answers what a test's script says, so that the rules around a model can be tested
 * without weights. What a real model does is in `*.models.test.ts`.
 */
export function scriptedModel(script: Script, { base = true } = {}): ScriptedModel {
  const requests: GenerateRequest[] = [];
  const cancelled: number[] = [];
  return {
    requests,
    cancelled,
    model: async () => ({
      id: modelIdSchema.parse('scripted'),
      name: 'Scripted',
      task: 'generate',
      path: '/scripted',
      version: 'b'.repeat(64),
      contextTokens: 4_096,
      base,
      starter: base,
    }),
    generate: async (request, { signal, onText } = {}) => {
      const call = requests.length;
      const text = script(request, call);
      requests.push(request);
      for (let at = 0; at < text.length; at += 3) {
        await new Promise((resolve) => setImmediate(resolve));
        if (signal?.aborted === true) cancelled.push(call);
        signal?.throwIfAborted();
        onText?.(text.slice(at, at + 3), []);
      }
      const finish = text.endsWith('}') ? 'stop' : 'length';
      return {
        text,
        finish,
        promptTokens: promptText(request).length,
        cachedTokens: 0,
        completionTokens: text.length,
      };
    },
    countTokens: async (text) => text.length,
    tokenize: async ({ prompt }) => {
      const texts = [...promptText({ prompt })];
      return { tokens: texts.map(codeOf), texts, maxRequestTokens: 4_096 };
    },
    detokenize: async (tokens) => String.fromCodePoint(...tokens),
  };
}

/** What the model reads: the prompt, or its messages' contents. */
export function promptText({ prompt }: Pick<GenerateRequest, 'prompt'>): string {
  if (typeof prompt === 'string') return prompt;
  if ('tokens' in prompt) return String.fromCodePoint(...prompt.tokens);
  return prompt.map(({ content }) => content).join('\n');
}

/** Each character is a token here. */
function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** The values a schema's enumeration allows at `key`, which may be an array's items. */
export function allowedAt(request: GenerateRequest, key: string): unknown[] {
  const constraint = request.constraint;
  if (constraint === undefined || !('schema' in constraint)) return [];
  const { schema } = constraint;
  if (!('properties' in schema)) return [];
  const property: JsonSchema | undefined = schema.properties[key];
  const values = property !== undefined && 'items' in property ? property.items : property;
  return values !== undefined && 'enum' in values ? [...values.enum] : [];
}
