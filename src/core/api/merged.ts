import { AsyncQueue } from '../base/index.ts';

/** A stream that ends when its signal aborts. */
type OpenStream<Value> = (signal: AbortSignal) => AsyncIterable<Value>;

/**
 * Several streams as one, in the order in which their values come. It ends when all have ended,
 * and fails when one does; leaving it or `signal` ends them all.
 */
export async function* merged<Value>(
  opens: readonly OpenStream<Value>[],
  signal?: AbortSignal,
): AsyncGenerator<Value, void, undefined> {
  const values = new AsyncQueue<Value>();
  const leave = new AbortController();
  const either = signal === undefined ? leave.signal : AbortSignal.any([signal, leave.signal]);
  const read = async (open: OpenStream<Value>): Promise<void> => {
    for await (const value of open(either)) values.push(value);
  };
  Promise.all(opens.map(read)).then(
    () => values.end(),
    (error: unknown) => values.fail(error),
  );
  try {
    yield* values;
  } finally {
    leave.abort();
  }
}
