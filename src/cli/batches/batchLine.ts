import { z } from 'zod';
import {
  type BatchKind,
  type BatchRequest,
  type BatchResult,
  batchRequestSchema,
  jsonSchema,
  type LinePlace,
  parseLine,
  readBatchLine,
} from '../../contract/index.ts';
import { AppError } from '../../core/base/index.ts';
import { teamMessages } from '../messages/team.ts';

const customId = batchRequestSchema.shape.customId;
const resultSchema = z.object({
  custom_id: customId,
  response: z.object({ status_code: z.number(), body: jsonSchema.optional() }).nullish(),
  error: z.unknown(),
});
const wordsSchema = z.union([
  z.string(),
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
]);
const maxWords = 2_000;

/** A line of a file of requests. Errors: `usage.invalid` that names the line. */
export function readRequestLine(
  line: string,
  place: LinePlace,
): { kind: BatchKind; request: BatchRequest } {
  const read = readBatchLine(line, place);
  if ('refusal' in read) throw new AppError('usage.invalid', read.refusal);
  return read;
}

/** A line of the file of results, as OpenAI and `vllm run-batch` write it. */
export function readResultLine(line: string, number: number): BatchResult {
  const read = parseLine(resultSchema, line, number);
  if ('refusal' in read) throw new AppError('usage.invalid', read.refusal);
  const { custom_id, response, error } = read.value;
  const status = response?.status_code ?? 0;
  if (status >= 200 && status < 300 && response?.body !== undefined) {
    return { customId: custom_id, body: response.body };
  }
  const said = [error, response?.body].map((each) => wordsSchema.safeParse(each).data);
  const words = said.find((each) => each !== undefined) ?? teamMessages.batchLine.noResponse;
  const why = status === 0 ? words : `${status}: ${words}`;
  return { customId: custom_id, error: why.slice(0, maxWords) };
}
