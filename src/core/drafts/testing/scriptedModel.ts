import { modelIdSchema } from '../../../contract/index.ts';
import type { GenerateRequest, JsonSchema, LanguageModel } from '../../inference/index.ts';

export interface ScriptedModel extends LanguageModel {
  /** Every request so far. */
  readonly requests: GenerateRequest[];
}

/** What the model answers to a request; streams it in pieces of three characters. */
export type Script = (request: GenerateRequest, call: number) => string;

/**
 * Not a model: answers what a test's script says, so that the rules around a model can be tested
 * without weights. What a real model does is in `*.models.test.ts`.
 */
export function scriptedModel(script: Script, { base = true } = {}): ScriptedModel {
  const requests: GenerateRequest[] = [];
  return {
    requests,
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
      const text = script(request, requests.length);
      requests.push(request);
      for (let at = 0; at < text.length; at += 3) {
        await new Promise((resolve) => setImmediate(resolve));
        signal?.throwIfAborted();
        onText?.(text.slice(at, at + 3));
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
  };
}

/** What the model reads: the prompt, or its messages' contents. */
export function promptText({ prompt }: GenerateRequest): string {
  return typeof prompt === 'string' ? prompt : prompt.map(({ content }) => content).join('\n');
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
