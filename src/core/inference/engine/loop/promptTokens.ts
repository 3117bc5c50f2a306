import { AppError } from '../../../base/index.ts';
import type { GenerateRequest } from '../../languageModel.ts';
import type { LlamaModel } from '../binding/model.ts';
import { plainChatStops } from '../chat/plainChat.ts';
import { renderChat } from '../chat/renderChat.ts';

type PromptRequest = Pick<GenerateRequest, 'prompt' | 'tools' | 'stop' | 'ignoresEnd'>;

export interface Prompt {
  tokens: number[];
  /**
   * Stop strings: the request's own, and those that end an answer in a plain transcript, unless it
   * goes on after its end.
   */
  stop: readonly string[];
}

/**
 * A request's prompt as tokens, at least one. Only the model's own template makes control tokens; what people,
 * videos and pages say never does. Errors: `model.damaged` when the template cannot be used;
 * `usage.invalid` for a token that the model does not have.
 */
export function promptTokens(model: LlamaModel, request: PromptRequest): Prompt {
  const read = readPrompt(model, request);
  if (read.tokens.length > 0) return read;
  throw new AppError('usage.invalid', 'The prompt is empty.');
}

function readPrompt(
  model: LlamaModel,
  { prompt, tools = [], stop = [], ignoresEnd = false }: PromptRequest,
): Prompt {
  const begin = model.addsBegin ? [model.beginToken] : [];
  if (typeof prompt === 'string') return { tokens: [...begin, ...model.tokenize(prompt)], stop };
  if ('tokens' in prompt) {
    refuseUnknownTokens(model, prompt.tokens);
    return { tokens: [...prompt.tokens], stop };
  }
  const { chatTemplate: template } = model;
  const pieces = renderChat({
    template,
    messages: prompt,
    tools,
    bos: model.textOf(model.beginToken),
    eos: model.textOf(model.endToken),
  });
  const tokens = pieces.flatMap(({ text, trusted }) => model.tokenize(text, trusted));
  return {
    tokens: [...begin, ...tokens],
    stop: template === undefined && !ignoresEnd ? [...stop, ...plainChatStops] : stop,
  };
}

/** Error: `usage.invalid`. */
export function refuseUnknownTokens(
  { vocabSize }: Pick<LlamaModel, 'vocabSize'>,
  tokens: readonly number[],
): void {
  const unknown = tokens.find((token) => token < 0 || token >= vocabSize);
  if (unknown === undefined) return;
  throw new AppError(
    'usage.invalid',
    `The model has no token ${unknown}; its tokens are 0 to ${vocabSize - 1}.`,
  );
}
