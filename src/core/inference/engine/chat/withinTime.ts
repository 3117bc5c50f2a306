import { createContext, Script } from 'node:vm';

/** Thrown when work did not end in time. */
export class OutOfTime extends Error {}

const script = new Script('work()');
let context: { work?: () => void } | undefined;

/**
 * Does work that may never end, such as a loop of a template that nobody vouches for. V8 stops it
 * wherever it is, in functions of this program, too; nothing else of this process runs meanwhile.
 * Throws OutOfTime, and what the work throws.
 */
export function withinTime<T>(work: () => T, maxMs: number): T {
  let result: { value: T } | undefined;
  context ??= createContext({});
  context.work = () => {
    result = { value: work() };
  };
  try {
    script.runInContext(context, { timeout: maxMs });
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new OutOfTime(`It did not end within ${maxMs / 1_000} s.`, { cause: error });
  } finally {
    delete context.work;
  }
  if (result === undefined) throw new Error('The work was not done.');
  return result.value;
}

/** It is an error of the other context, and so no `Error` of this one. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
