import type { LikelyToken, PromptTokenLogprob, TokenLogprob } from '../../../inference/index.ts';

/** As Chat Completions has them. */
export function chatLogprobs(logprobs: readonly TokenLogprob[]) {
  return { content: logprobs.map(listedLogprob), refusal: null };
}

/** As Chat Completions and Responses list them. */
export function listedLogprob(logprob: TokenLogprob) {
  const entry = ({ token, bytes, logprob: value }: LikelyToken) => ({
    token,
    logprob: finite(value),
    bytes,
  });
  return { ...entry(logprob), top_logprobs: logprob.top.map(entry) };
}

/**
 * As Completions has them. `from`: how many characters of the answer come before. A token that
 * writes nothing has its name here and takes no place in the text.
 */
export function textLogprobs(
  logprobs: readonly (TokenLogprob | PromptTokenLogprob)[],
  from = { offset: 0 },
) {
  return {
    tokens: logprobs.map(({ token }) => token),
    token_logprobs: logprobs.map(({ logprob }) => (logprob === undefined ? null : finite(logprob))),
    // With the token itself, also when others are likelier.
    top_logprobs: logprobs.map(({ top, token, logprob }) =>
      logprob === undefined
        ? null
        : Object.fromEntries(
            [...top, { token, logprob }].map((each) => [each.token, finite(each.logprob)]),
          ),
    ),
    text_offset: logprobs.map(({ token, bytes }) => {
      const start = from.offset;
      from.offset += bytes.length === 0 ? 0 : token.length;
      return start;
    }),
  };
}

/** JSON has no infinity; OpenAI writes this for what is out of reach. */
function finite(logprob: number): number {
  return Math.max(logprob, -9_999);
}
