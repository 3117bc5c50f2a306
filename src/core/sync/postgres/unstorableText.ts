import { AppError } from '../../base/index.ts';

/** SQLSTATE of texts and JSON that no Postgres keeps: a zero byte, half a surrogate pair. */
const unstorable = /^(22021|22P02|22P05)$/;

/** The error in our words if a text cannot be stored, else undefined. */
export function unstorableText(error: unknown): AppError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (!unstorable.test(String(error.code))) return undefined;
  const message = `A text has a character that Postgres cannot store: ${error.message}.`;
  return new AppError('usage.invalid', message, { cause: error });
}
