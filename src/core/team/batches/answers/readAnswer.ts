import { z } from 'zod';
import type { BatchKind } from '../../../../shared/index.ts';
import { requestedSchema } from './requestedSchema.ts';

const head = {
  model: z.string().max(300).optional(),
  usage: z
    .object({
      prompt_tokens: z.number().int().nonnegative(),
      completion_tokens: z.number().int().nonnegative().optional(),
    })
    .nullish(),
};
const finish = { finish_reason: z.string().nullish() };
const messageSchema = z.union([
  z.object({ content: z.string() }),
  // A message that only calls tools has no text.
  z.object({ content: z.null().optional(), tool_calls: z.array(z.unknown()).min(1) }),
]);
const chatSchema = z.object({
  ...head,
  choices: z.array(z.object({ message: messageSchema, ...finish })).min(1),
});
const textSchema = z.object({
  ...head,
  choices: z.array(z.object({ text: z.string(), ...finish })).min(1),
});
const embeddingSchema = z.object({
  ...head,
  data: z.array(z.object({ embedding: z.array(z.number()).min(1) })).min(1),
});
export type ReadAnswer =
  | { fits: true; model?: string; inputTokens: number; outputTokens: number }
  /** Why it does not, in words that the model can be told. */
  | { fits: false; why: string; inputTokens: number; outputTokens: number };

type Request = Readonly<Record<string, unknown>>;

/** Whether an answer is what its request asked for: OpenAI's form, and the request's own schema. */
export function readAnswer(kind: BatchKind, request: Request, answer: unknown): ReadAnswer {
  switch (kind) {
    case 'chat': {
      const read = chatSchema.safeParse(answer);
      if (!read.success) return misshapen(kind, read.error);
      const texts = read.data.choices.flatMap(({ message: { content }, finish_reason }) =>
        typeof content === 'string' ? [{ text: content, isCut: finish_reason === 'length' }] : [],
      );
      return end(read.data, wrongContent(texts, request));
    }
    case 'completions': {
      const read = textSchema.safeParse(answer);
      if (!read.success) return misshapen(kind, read.error);
      const texts = read.data.choices.map(({ text, finish_reason }) => ({
        text,
        isCut: finish_reason === 'length',
      }));
      return end(read.data, wrongContent(texts, request));
    }
    case 'embeddings': {
      const read = embeddingSchema.safeParse(answer);
      if (!read.success) return misshapen(kind, read.error);
      return end(read.data, wrongVectors(read.data.data, request.input));
    }
    default:
      return kind satisfies never;
  }
}

function misshapen(kind: BatchKind, error: z.ZodError): ReadAnswer {
  const why = `The answer has not the form of ${kind}: ${firstIssue(error)}.`;
  return { fits: false, why, inputTokens: 0, outputTokens: 0 };
}

interface AnswerHead {
  model?: string | undefined;
  usage?: { prompt_tokens: number; completion_tokens?: number | undefined } | null | undefined;
}

function end({ model, usage }: AnswerHead, why: string | undefined): ReadAnswer {
  const inputTokens = usage?.prompt_tokens ?? 0;
  const outputTokens = usage?.completion_tokens ?? 0;
  if (why !== undefined) return { fits: false, why, inputTokens, outputTokens };
  return { fits: true, ...(model !== undefined && { model }), inputTokens, outputTokens };
}

function wrongContent(
  texts: readonly { text: string; isCut: boolean }[],
  request: Request,
): string | undefined {
  const schema = requestedSchema(request);
  if (schema === undefined) return undefined;
  for (const { text, isCut } of texts) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return isCut
        ? 'The JSON was cut short by the limit of tokens. Write less, or raise max_tokens.'
        : 'The answer is no JSON.';
    }
    const checked = schema.safeParse(value);
    if (!checked.success) return `The JSON does not fit its schema: ${firstIssue(checked.error)}.`;
  }
  return undefined;
}

function wrongVectors(
  data: readonly { embedding: readonly number[] }[],
  input: unknown,
): string | undefined {
  // One text, texts, one text's tokens, or texts' tokens.
  const isList = Array.isArray(input) && typeof input[0] !== 'number';
  const asked = isList ? input.length : 1;
  if (data.length !== asked) return `${asked} texts were sent, ${data.length} vectors came.`;
  const lengths = new Set(data.map(({ embedding }) => embedding.length));
  return lengths.size === 1 ? undefined : 'The vectors have different lengths.';
}

function firstIssue({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? 'unknown' : `${issue.path.join('.')} ${issue.message}`.trim();
}
