import type { Library, ReadTask } from '../../db/index.ts';

/** Runs a read of another room within one of this room's, which is on a reader thread already. */
export function readNow<Input, Output>(
  task: ReadTask<Input, Output>,
  library: Library,
  input: Input,
): Output {
  const output = task.run(library, input, {});
  if (output instanceof Promise) throw new Error(`${task.name} does not end at once.`);
  return output;
}
