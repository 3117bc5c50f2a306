import type { GenerateResult, TokenLogprob } from '../../inference/index.ts';

/** Shapes of OpenAI's answers: platform.openai.com/docs/api-reference. */
export interface AnswerHead {
  id: string;
  created: number;
  model: string;
}

export function newHead(prefix: 'chatcmpl' | 'cmpl', model: string): AnswerHead {
  const id = `${prefix}-${crypto.randomUUID()}`;
  return { id, created: Math.floor(Date.now() / 1_000), model };
}

export function chatAnswer(head: AnswerHead, results: readonly GenerateResult[]) {
  return {
    ...head,
    object: 'chat.completion',
    choices: results.map((result, index) => ({
      index,
      message: { role: 'assistant', content: result.text, refusal: null },
      finish_reason: result.finish,
      logprobs: result.logprobs === undefined ? null : chatLogprobs(result.logprobs),
    })),
    usage: usageOf(results),
  };
}

export function chatChunk(
  head: AnswerHead,
  delta: { role?: string; content?: string },
  finish: GenerateResult['finish'] | null,
) {
  const choices = [{ index: 0, delta, finish_reason: finish, logprobs: null }];
  return { ...head, object: 'chat.completion.chunk', choices };
}

export function textAnswer(head: AnswerHead, results: readonly GenerateResult[]) {
  return {
    ...head,
    object: 'text_completion',
    choices: results.map((result, index) => ({
      index,
      text: result.text,
      finish_reason: result.finish,
      logprobs: result.logprobs === undefined ? null : textLogprobs(result.logprobs),
    })),
    usage: usageOf(results),
  };
}

export function textChunk(head: AnswerHead, text: string, finish: GenerateResult['finish'] | null) {
  const choices = [{ index: 0, text, finish_reason: finish, logprobs: null }];
  return { ...head, object: 'text_completion', choices };
}

/** A prompt with several answers is counted once for each, as it was asked. */
export function usageOf(results: readonly GenerateResult[]) {
  const sum = (of: (result: GenerateResult) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  const prompt = sum(({ promptTokens }) => promptTokens);
  const completion = sum(({ completionTokens }) => completionTokens);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: sum(({ cachedTokens }) => cachedTokens) },
  };
}

function chatLogprobs(logprobs: readonly TokenLogprob[]) {
  const entry = ({ token, logprob }: { token: string; logprob: number }) => ({
    token,
    logprob: finite(logprob),
    bytes: [...new TextEncoder().encode(token)],
  });
  const content = logprobs.map((each) => ({ ...entry(each), top_logprobs: each.top.map(entry) }));
  return { content, refusal: null };
}

function textLogprobs(logprobs: readonly TokenLogprob[]) {
  let offset = 0;
  return {
    tokens: logprobs.map(({ token }) => token),
    token_logprobs: logprobs.map(({ logprob }) => finite(logprob)),
    top_logprobs: logprobs.map(({ top }) =>
      Object.fromEntries(top.map(({ token, logprob }) => [token, finite(logprob)])),
    ),
    text_offset: logprobs.map(({ token }) => {
      const start = offset;
      offset += token.length;
      return start;
    }),
  };
}

/** JSON has no infinity; OpenAI writes this for what is out of reach. */
function finite(logprob: number): number {
  return Math.max(logprob, -9_999);
}
