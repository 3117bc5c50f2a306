import { z } from 'zod';
import type { BatchKind } from '../../../../contract/index.ts';
import type { Reading } from '../../protocol/reading.ts';
import type { EmbeddingResponse, UsageInfo } from '../../protocol/vllmTypes.ts';

/** What an answer answers. */
export interface AnswerTo {
  kind: BatchKind;
  /** The row's own body; media in it are named, not there. */
  request: Readonly<Record<string, unknown>>;
  /** Of `transcription`: how long the sound is that was sent; undefined when it is not known. */
  soundMs?: number | undefined;
}

export type ReadAnswer =
  | { fits: true; model?: string; inputTokens: number; outputTokens: number }
  /** Why it does not, in words that the model can be told. */
  | { fits: false; why: string; inputTokens: number; outputTokens: number };

const tokens = z.number().int().nonnegative();

/** What answers of all text kinds begin with. */
export const head = {
  model: z.string().max(300).nullish(),
  usage: z
    .object({
      prompt_tokens: tokens,
      completion_tokens: tokens.nullish(),
    } satisfies Reading<UsageInfo>)
    .nullish(),
} satisfies Reading<EmbeddingResponse>;

export interface AnswerHead {
  model?: string | null | undefined;
  usage?:
    | { prompt_tokens: number; completion_tokens?: number | null | undefined }
    | null
    | undefined;
}

/** An answer of the right form; `why` says what else is wrong with it. */
export function readEnd({ model, usage }: AnswerHead, why: string | undefined): ReadAnswer {
  const inputTokens = usage?.prompt_tokens ?? 0;
  const outputTokens = usage?.completion_tokens ?? 0;
  if (why !== undefined) return { fits: false, why, inputTokens, outputTokens };
  return { fits: true, ...(typeof model === 'string' && { model }), inputTokens, outputTokens };
}

export function misshapen(kind: BatchKind, error: z.ZodError): ReadAnswer {
  const why = `The response is not a valid ${kind} response: ${firstIssue(error)}.`;
  return { fits: false, why, inputTokens: 0, outputTokens: 0 };
}

export function firstIssue({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? 'unknown' : `${issue.path.join('.')} ${issue.message}`.trim();
}
