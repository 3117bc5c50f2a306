import type { GenerateResult } from '../../../inference/index.ts';
import type { AnswerFormat } from './answerFormat.ts';
import { textLogprobs } from './logprobs.ts';
import { type AnswerHead, usageOf } from './usage.ts';

export interface TextFormatOptions {
  head: AnswerHead;
  /** Of a stream: the prompts as texts, which come first; undefined without `echo`. */
  echoed: readonly string[] | undefined;
  withUsage: boolean;
}

/** Answers of Completions, whole and as a stream. */
export function textFormat({ head, echoed, withUsage }: TextFormatOptions): AnswerFormat {
  const chunk = (choices: unknown[], usage?: unknown) => ({
    ...head,
    object: 'text_completion',
    choices,
    ...(withUsage && { usage: usage ?? null }),
  });
  return {
    whole: (results, n) => ({
      ...head,
      object: 'text_completion',
      choices: results.map(textChoice),
      usage: usageOf(results, n),
    }),
    start: (index) => {
      const text = echoed?.[index];
      if (text === undefined) return [];
      return [chunk([{ index, text, finish_reason: null, logprobs: null }])];
    },
    reader: (index) => {
      const from = { offset: 0 };
      return {
        add: ({ text, logprobs }) => [
          chunk([
            {
              ...{ index, text, finish_reason: null },
              logprobs: logprobs.length === 0 ? null : textLogprobs(logprobs, from),
            },
          ]),
        ],
        end: ({ finish }) => [chunk([{ index, text: '', finish_reason: finish, logprobs: null }])],
      };
    },
    finish: (results, n) => (withUsage ? [chunk([], usageOf(results, n))] : []),
  };
}

function textChoice({ text, finish, prompt, logprobs }: GenerateResult, index: number) {
  return {
    index,
    text: `${prompt?.text ?? ''}${text}`,
    finish_reason: finish,
    logprobs:
      logprobs === undefined ? null : textLogprobs([...(prompt?.logprobs ?? []), ...logprobs]),
  };
}
