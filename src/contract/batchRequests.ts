import { z } from 'zod';
import { jsonObjectSchema } from './json.ts';

/** Of browsers and of Node: the contract is for both, and knows the types of neither. */
declare function setTimeout(callback: () => void, delayMs: number): unknown;

/**
 * One request: the body that the OpenAI interface takes at the batch's path. Of `vision`,
 * `transcription` and `rerank` see batchBodies.ts, which says how media of the library are named.
 */
export const batchRequestSchema = z.object({
  /** Chosen by the caller; the same id in the same batch is the same work and is kept once. */
  customId: z.string().min(1).max(200),
  body: jsonObjectSchema,
});
export type BatchRequest = z.infer<typeof batchRequestSchema>;

export const maxBatchRequests = 50_000;
/** Parsed in one turn of the event loop: a few milliseconds. */
const parsedAtOnce = 500;

/**
 * The requests of a batch. There are tens of thousands: they are parsed some at a time, and
 * everything else goes on in between, so this schema can only be parsed asynchronously.
 */
export const batchRequestsSchema = z
  .array(z.custom<BatchRequest>(() => true))
  .min(1)
  .max(maxBatchRequests)
  .transform(async (requests, { issues }) => {
    const parsed: BatchRequest[] = [];
    for (let from = 0; from < requests.length; from += parsedAtOnce) {
      await nextTurn();
      for (const [index, request] of requests.slice(from, from + parsedAtOnce).entries()) {
        const read = batchRequestSchema.safeParse(request);
        if (read.success) {
          parsed.push(read.data);
          continue;
        }
        const [issue] = read.error.issues;
        const path = issue?.path ?? [];
        issues.push({
          ...{ code: 'custom', path: [from + index, ...path], input: request },
          message: `Request ${from + index + 1}: ${path.join('.')} ${issue?.message}.`,
        });
        return z.NEVER;
      }
    }
    return parsed;
  });

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
