import { createContext, Script } from 'node:vm';
import { z } from 'zod';

/** A schema of a request may hold a regular expression that takes years on a server's answer. */
const maxMs = 2_000;
const script = new Script('check()');

/** What the check returns, or undefined when it takes too long: it is ended where it is. */
export function checkedInTime<Result>(check: () => Result): Result | undefined {
  let result: Result | undefined;
  const context = createContext({
    check: () => {
      result = check();
    },
  });
  try {
    script.runInContext(context, { timeout: maxMs });
  } catch (error) {
    // An error of the other context, which no class of ours knows.
    if (z.object({ code: z.literal('ERR_SCRIPT_EXECUTION_TIMEOUT') }).safeParse(error).success) {
      return undefined;
    }
    throw error;
  }
  return result;
}
