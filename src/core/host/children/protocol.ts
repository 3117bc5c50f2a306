import { z } from 'zod';

/**
 * The one protocol between the core and its child processes.
 * A worker declares its calls as a type: `{ probe: Call<{ path: string }, Probe> }`;
 * the core gets a client with the same names, the process serves handlers with the same names.
 */
export interface Call<Input, Output, Event = never> {
  input: Input;
  output: Output;
  event: Event;
}

/** A worker's calls by name; `Call<any…>` is avoided by keeping the bound open. */
export type Calls = Record<string, Call<unknown, unknown, unknown>>;

export type ToWorker =
  | { type: 'call'; id: number; name: string; input: unknown }
  | { type: 'cancel'; id: number }
  | { type: 'ping' };

const id = z.number();
const fromWorkerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('event'), id, event: z.unknown() }),
  z.object({ type: z.literal('done'), id, output: z.unknown() }),
  z.object({ type: z.literal('failed'), id, code: z.string(), message: z.string() }),
  /** Answers a ping, as soon as the process can hear one. */
  z.object({ type: z.literal('pong') }),
]);
export type FromWorker = z.infer<typeof fromWorkerSchema>;

/**
 * Messages of a worker, which come together, or undefined for anything else: a process that reads
 * hostile files may have been taken over by one.
 */
export function readFromWorker(messages: unknown): FromWorker[] | undefined {
  return z.array(fromWorkerSchema).safeParse(messages).data;
}
