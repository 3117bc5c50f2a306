import { ParameterError } from '../openAiError.ts';

/** Says what of a schema is not supported, and where in it. */
export function refusedSchema(param: string, what: string, at: string): ParameterError {
  return new ParameterError(param, `The schema ${what} at ${at}, which is not supported.`);
}
