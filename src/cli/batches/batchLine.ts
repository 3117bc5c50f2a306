import { z } from 'zod';
import { AppError } from '../../core/base/index.ts';
import {
  type BatchKind,
  type BatchRequest,
  type BatchResult,
  type BatchRow,
  batchKindSchema,
  batchPaths,
  batchRequestSchema,
} from '../../shared/index.ts';

const customId = batchRequestSchema.shape.customId;
const requestSchema = z.object({
  custom_id: customId,
  method: z.literal('POST').optional(),
  url: z.string().optional(),
  body: batchRequestSchema.shape.body,
});
const resultSchema = z.object({
  custom_id: customId,
  response: z.object({ status_code: z.number(), body: z.json().optional() }).nullish(),
  error: z.unknown(),
});
const wordsSchema = z.union([
  z.string(),
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
]);
const longestWords = 2_000;

/** Where a line is, for its errors. */
export interface LinePlace {
  number: number;
  /** What the lines before ask for; undefined at first. */
  kind: BatchKind | undefined;
}

/**
 * A line of the OpenAI batch file (platform.openai.com/docs/guides/batch), which `vllm run-batch`
 * takes too. Errors: `usage.invalid` that names the line.
 */
export function readRequestLine(
  line: string,
  { number, kind }: LinePlace,
): { kind: BatchKind; request: BatchRequest } {
  const { custom_id, url, body } = read(requestSchema, line, number);
  const asked =
    url === undefined ? kind : batchKindSchema.options.find((k) => batchPaths[k] === url);
  if (asked === undefined) {
    throw refusal(number, url === undefined ? 'it has no url; say --kind.' : `no such url: ${url}`);
  }
  if (kind !== undefined && asked !== kind) {
    throw refusal(number, `it asks for ${asked}, those before for ${kind}. Make two files.`);
  }
  return { kind: asked, request: { customId: custom_id, body } };
}

/** A line of the file of results, as OpenAI and `vllm run-batch` write it. */
export function readResultLine(line: string, number: number): BatchResult {
  const { custom_id, response, error } = read(resultSchema, line, number);
  const status = response?.status_code ?? 0;
  if (status >= 200 && status < 300 && response?.body !== undefined) {
    return { customId: custom_id, body: response.body };
  }
  const said = [error, response?.body].map((each) => wordsSchema.safeParse(each).data);
  const words = said.find((each) => each !== undefined) ?? 'It has no answer.';
  const why = status === 0 ? words : `${status}: ${words}`;
  return { customId: custom_id, error: why.slice(0, longestWords) };
}

export function requestLine(kind: BatchKind, { customId: id, request }: BatchRow): string {
  return asLine({ custom_id: id, method: 'POST', url: batchPaths[kind], body: request });
}

export function resultLine(row: BatchRow): string {
  const { customId: id, state, response, errorCode, errorMessage } = row;
  const isDone = state === 'done';
  return asLine({
    id: `batch_req_${id}`,
    custom_id: id,
    response: isDone ? { status_code: 200, request_id: id, body: response } : null,
    error: isDone ? null : { code: errorCode ?? state, message: errorMessage ?? '' },
  });
}

function asLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function read<Schema extends z.ZodType>(
  schema: Schema,
  line: string,
  number: number,
): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw refusal(number, 'it is no JSON.');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refusal(number, `${issue?.path.join('.')}: ${issue?.message}.`);
}

function refusal(number: number, why: string): AppError {
  return new AppError('usage.invalid', `Line ${number}: ${why}`);
}
