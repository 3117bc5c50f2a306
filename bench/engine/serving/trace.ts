import { z } from 'zod';

const requestSchema = z.strictObject({
  id: z.string().min(1),
  /** After the trace's start, or after the end of the request it follows. */
  atMs: z.number().nonnegative().default(0),
  /** The turn before: the prompt is that one's prompt and answer, then `prompt`. */
  follows: z.string().optional(),
  prompt: z.string(),
  maxTokens: z.number().int().positive(),
  /** Nobody waits for it: vLLM's `priority` 1. */
  isBatch: z.boolean().default(false),
  /** Answers wanted. */
  n: z.number().int().positive().default(1),
  /** 0 is greedy. */
  temperature: z.number().nonnegative().default(0),
  /** The client goes away so long after it asked, when the answer is not whole by then. */
  hangUpAfterMs: z.number().positive().optional(),
  /** Requests of one group are measured together. */
  group: z.string().default('all'),
});

/** One request of a trace, as a line of its file. */
export type TraceRequest = z.infer<typeof requestSchema>;

/**
 * What clients do, from a seed or a file: arrivals, prompts, turns, hang-ups. `concurrency` makes it
 * a closed loop: the next one begins when one of so many has ended, whatever its `atMs`.
 */
export interface Trace {
  requests: readonly TraceRequest[];
  concurrency?: number;
  /** What is not done by then is cut off and counts as unfinished. */
  endMs?: number;
}

/** A request with the defaults filled in. */
export function request(given: z.input<typeof requestSchema>): TraceRequest {
  return requestSchema.parse(given);
}

/** Reads a trace from JSON lines. Errors: the number of the line and what is wrong with it. */
export function parseTrace(lines: string): Trace {
  const requests = lines.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [requestSchema.parse(JSON.parse(line))];
    } catch (error) {
      throw new Error(`Line ${index + 1} of the trace: ${String(error)}`);
    }
  });
  const ids = new Set<string>();
  for (const { id, follows } of requests) {
    if (ids.has(id)) throw new Error(`The trace has two requests ${id}.`);
    if (follows !== undefined && !ids.has(follows)) {
      throw new Error(`Request ${id} follows ${follows}, which does not come before it.`);
    }
    ids.add(id);
  }
  return { requests };
}
