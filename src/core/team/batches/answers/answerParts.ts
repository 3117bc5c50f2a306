import { z } from 'zod';
import type { BatchKind } from '../../../../shared/index.ts';

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
  model: z.string().max(300).optional(),
  usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens.optional() }).nullish(),
};

export interface AnswerHead {
  model?: string | undefined;
  usage?: { prompt_tokens: number; completion_tokens?: number | undefined } | null | undefined;
}

/** An answer of the right form; `why` says what else is wrong with it. */
export function readEnd({ model, usage }: AnswerHead, why: string | undefined): ReadAnswer {
  const inputTokens = usage?.prompt_tokens ?? 0;
  const outputTokens = usage?.completion_tokens ?? 0;
  if (why !== undefined) return { fits: false, why, inputTokens, outputTokens };
  return { fits: true, ...(model !== undefined && { model }), inputTokens, outputTokens };
}

export function misshapen(kind: BatchKind, error: z.ZodError): ReadAnswer {
  const why = `The answer has not the form of ${kind}: ${firstIssue(error)}.`;
  return { fits: false, why, inputTokens: 0, outputTokens: 0 };
}

export function firstIssue({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? 'unknown' : `${issue.path.join('.')} ${issue.message}`.trim();
}
