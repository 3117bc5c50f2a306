import type { GenerateRequest } from '../../languageModel.ts';
import type { LlamaModel } from '../binding/model.ts';
import { plainChatStops } from '../chat/plainChat.ts';
import { renderChat } from '../chat/renderChat.ts';

export interface Prompt {
  tokens: number[];
  /** Stop strings: the request's own, and those that end an answer in a plain transcript. */
  stop: readonly string[];
}

/**
 * A request's prompt as tokens. Only the model's own template makes control tokens; what people,
 * videos and pages say never does. Errors: `model.damaged` when the template cannot be used.
 */
export function promptTokens(model: LlamaModel, { prompt, stop = [] }: GenerateRequest): Prompt {
  const begin = model.addsBegin ? [model.beginToken] : [];
  if (typeof prompt === 'string') return { tokens: [...begin, ...model.tokenize(prompt)], stop };
  const { chatTemplate: template } = model;
  const pieces = renderChat({
    template,
    messages: prompt,
    bos: model.textOf(model.beginToken),
    eos: model.textOf(model.endToken),
  });
  const tokens = pieces.flatMap(({ text, trusted }) => model.tokenize(text, trusted));
  return {
    tokens: [...begin, ...tokens],
    stop: template === undefined ? [...stop, ...plainChatStops] : stop,
  };
}
