import { modelIdSchema } from '../../../contract/index.ts';
import type { GenerateRequest, GenerateResult, LanguageModel } from '../../inference/index.ts';

export interface ScriptedModel extends LanguageModel {
  /** Every request for a draft so far. */
  readonly requests: GenerateRequest[];
  /** The models that they named. */
  readonly named: (string | undefined)[];
  /** Numbers of the calls that were cancelled before their end. */
  readonly cancelled: number[];
  /** Drafts whose support was asked for, in their order. */
  readonly checked: string[];
}

/** What the model writes to a request for a draft; streams it in pieces of three characters. */
export type Script = (request: GenerateRequest, call: number) => string;

export interface ScriptOptions {
  base?: boolean;
  /** How likely it says yes when asked whether a moment says what a draft claims. */
  support?: (draft: string) => number;
  /** Its file; a small one is held to the words of moments. */
  path?: string;
}

/**
 * Not a model: answers what a test's script says, so that the rules around a model can be tested
 * without weights. What a real model does is in `*.models.test.ts`.
 */
export function scriptedModel(
  script: Script,
  { base = true, support = () => 1, path = '/scripted' }: ScriptOptions = {},
): ScriptedModel {
  const requests: GenerateRequest[] = [];
  const cancelled: number[] = [];
  const named: (string | undefined)[] = [];
  const checked: string[] = [];
  const check = (request: GenerateRequest): GenerateResult => {
    const draft = String(JSON.parse(/^Hook: (".*")$/m.exec(lastLines(request))?.[1] ?? '""'));
    checked.push(draft);
    return resultOf(request, 'yes', [probabilities(support(draft))]);
  };
  return {
    requests,
    cancelled,
    checked,
    named,
    model: async (id = modelIdSchema.parse('scripted')) => ({
      id,
      name: id === 'scripted' ? 'Scripted' : `Scripted ${id}`,
      task: 'generate',
      path,
      version: 'b'.repeat(64),
      contextTokens: 4_096,
      base,
      starter: base,
    }),
    generate: async (request, { signal, onText, modelId } = {}) => {
      if (lastLines(request).endsWith('hook claims?')) return check(request);
      const call = requests.length;
      const text = script(request, call);
      requests.push(request);
      named.push(modelId);
      for (let at = 0; at < text.length; at += 3) {
        await new Promise((resolve) => setImmediate(resolve));
        if (signal?.aborted === true) cancelled.push(call);
        signal?.throwIfAborted();
        onText?.(text.slice(at, at + 3), []);
      }
      return resultOf(request, text);
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

/** The topic and the moment that a draft is asked of, as the model reads them, and the task. */
export function askedOf(request: GenerateRequest): { topic: string; moment: string; task: string } {
  const lines = lastLines(request).split('\n');
  const of = (name: string): string =>
    lines.findLast((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
  return { topic: of('Topic'), moment: JSON.parse(of('Moment')), task: lines.at(-1) ?? '' };
}

function lastLines(request: GenerateRequest): string {
  const { prompt } = request;
  if (typeof prompt === 'string' || 'tokens' in prompt) return promptText(request);
  return prompt.at(-1)?.content ?? '';
}

function resultOf(
  request: GenerateRequest,
  text: string,
  logprobs?: GenerateResult['logprobs'],
): GenerateResult {
  return {
    text,
    // For tests of other clients of a model: a document that is not whole was cut.
    finish: text.endsWith('}') ? 'stop' : 'length',
    promptTokens: promptText(request).length,
    ...{ cachedTokens: 0, completionTokens: text.length },
    ...(logprobs === undefined ? {} : { logprobs }),
  };
}

function probabilities(yes: number): NonNullable<GenerateResult['logprobs']>[number] {
  const top = [
    { token: 'yes', bytes: [], logprob: Math.log(yes) },
    { token: 'no', bytes: [], logprob: Math.log(1 - yes) },
  ];
  return { id: 0, token: 'yes', bytes: [], logprob: Math.log(yes), top };
}

/** Each character is a token here. */
function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
