import { z } from 'zod';
import { kindOfRequest } from './batchBodies.ts';
import type { BatchRow } from './batches.ts';
import { type BatchKind, batchPaths } from './batchKinds.ts';
import { type BatchRequest, batchRequestSchema } from './batchRequests.ts';

const lineSchema = z.object({
  custom_id: batchRequestSchema.shape.customId,
  method: z.literal('POST').optional(),
  url: z.string().optional(),
  body: batchRequestSchema.shape.body,
});

/** Where a line is, for its errors. */
export interface LinePlace {
  number: number;
  /** What the lines before ask for, or what lines without a url do; undefined at first. */
  kind: BatchKind | undefined;
}

/**
 * A line of the OpenAI batch file (platform.openai.com/docs/guides/batch), which `vllm run-batch`
 * takes too; or why it is none, naming the line.
 */
export function readBatchLine(
  line: string,
  { number, kind }: LinePlace,
): { kind: BatchKind; request: BatchRequest } | { refusal: string } {
  const parsed = parseLine(lineSchema, line, number);
  if ('refusal' in parsed) return parsed;
  const { custom_id, url, body } = parsed.value;
  const asked = url === undefined ? kind : kindOfRequest(url, body);
  if (asked === undefined) {
    return refused(number, url === undefined ? 'it has no url.' : `no such url: ${url}`);
  }
  const both = kind === undefined ? asked : together(kind, asked);
  if (both === undefined) {
    return refused(number, `its kind is ${asked}, but earlier lines are ${kind}. Split the file.`);
  }
  return { kind: both, request: { customId: custom_id, body } };
}

/** A server for pictures answers texts as well: with one picture among them all go there. */
function together(one: BatchKind, other: BatchKind): BatchKind | undefined {
  if (one === other) return one;
  const hasPictures = [one, other].includes('vision') && [one, other].includes('chat');
  return hasPictures ? 'vision' : undefined;
}

/** A line as JSON of a form, or why it is none. */
export function parseLine<Schema extends z.ZodType>(
  schema: Schema,
  line: string,
  number: number,
): { value: z.infer<Schema> } | { refusal: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return refused(number, 'it is not valid JSON.');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  return refused(number, `${issue?.path.join('.')}: ${issue?.message}.`);
}

function refused(number: number, why: string): { refusal: string } {
  return { refusal: `Line ${number}: ${why}` };
}

/** A row as a line of the file of requests. */
export function requestLine(kind: BatchKind, { customId: id, request }: BatchRow): string {
  return asLine({ custom_id: id, method: 'POST', url: batchPaths[kind], body: request });
}

/** An ended row as a line of the file of results. */
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
