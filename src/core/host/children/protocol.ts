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

export type FromWorker =
  | { type: 'event'; id: number; event: unknown }
  | { type: 'done'; id: number; output: unknown }
  | { type: 'failed'; id: number; code: string; message: string }
  /** Answers a ping, as soon as the process can hear one. */
  | { type: 'pong' };
