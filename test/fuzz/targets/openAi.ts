import { modelIdSchema } from '../../../src/contract/index.ts';
import { createOpenAiRoutes } from '../../../src/core/api/openai/createOpenAiRoutes.ts';
import { AppError } from '../../../src/core/base/index.ts';
import { gbnfOf } from '../../../src/core/inference/engine/constraint/gbnfOf.ts';
import type { GenerateRequest } from '../../../src/core/inference/index.ts';
import { expectThat, type FuzzTarget } from '../fuzzTarget.ts';

const model = async () => ({
  id: modelIdSchema.parse('fuzzed'),
  name: 'fuzzed',
  task: 'generate' as const,
  path: '/models/fuzzed.gguf',
  version: '0',
  contextTokens: 1_000,
  base: false,
  starter: true,
});

/** The routes with models that answer at once, their constraint being compiled as the engine does. */
const routes = createOpenAiRoutes({
  languageModel: {
    model,
    countTokens: async (text) => text.length,
    tokenize: async () => ({ tokens: [1], texts: ['ok'], maxRequestTokens: 1_000 }),
    detokenize: async () => 'ok',
    generate: async ({ constraint }: GenerateRequest, control) => {
      if (constraint !== undefined) gbnfOf(constraint);
      control?.onText?.('ok', []);
      return { text: 'ok', finish: 'stop', promptTokens: 1, cachedTokens: 0, completionTokens: 1 };
    },
  },
  embedder: { model, embed: async (texts) => texts.map(() => Float32Array.of(1, 0)) },
  engine: {
    stats: () => refused(),
    plan: () => refused(),
  },
});

/** The body of a request; what it holds says for which of the routes it is. */
export const target: FuzzTarget = {
  name: 'openAi',
  codes: [],
  words: [
    'messages',
    'prompt',
    'input',
    'stream',
    'response_format',
    'json_schema',
    'structured_outputs',
    'regex',
    'grammar',
    'choice',
    '$ref',
    '#/%',
    'base64',
    'logit_bias',
    'json_object',
    'root ::= "a"',
    'tools',
    'tool_choice',
    'tool_calls',
    'tool_call_id',
    'instructions',
    'echo',
    'tokens',
  ],
  run: async (input) => {
    const text = input.toString();
    const path = text.includes('"messages"')
      ? 'chat/completions'
      : text.includes('"input"')
        ? text.includes('"instructions"')
          ? 'responses'
          : 'embeddings'
        : 'completions';
    const address = `http://127.0.0.1/v1/${path}`;
    const response = await routes(new Request(address, { method: 'POST', body: input.toString() }));
    const answer = await response.text();
    expectThat(response.status < 500, `an answer is not ${response.status}: ${answer}`);
    expectThat(!answer.includes('"internal.unexpected"'), `no unexpected error: ${answer}`);
  },
};

function refused(): Promise<never> {
  return Promise.reject(new AppError('model.missing', 'There is no engine.'));
}
