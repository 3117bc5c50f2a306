import { implement, ORPCError } from '@orpc/server';
import { z } from 'zod';
import { contract, contractErrors, hintFor } from '../../contract/index.ts';
import { toAppError } from '../base/index.ts';

/**
 * The contract, ready to be given handlers. Whatever a handler throws leaves as one of the
 * contract's typed errors: the code, what happened, and what to do next.
 */
export const api = implement(contract).use(async ({ next }) => {
  try {
    return await next();
  } catch (error) {
    throw toContractError(error);
  }
});

/** The same for an event stream, whose errors come after the handler has returned. */
export async function* stream<Event>(
  events: AsyncIterable<Event>,
): AsyncGenerator<Event, void, undefined> {
  try {
    yield* events;
  } catch (error) {
    throw toContractError(error);
  }
}

function toContractError(error: unknown): ORPCError<string, unknown> {
  if (error instanceof ORPCError) {
    if (error.code !== 'BAD_REQUEST') return error;
    // Input that the contract's schema refuses.
    return contractError('usage.invalid', refusalOf(error), error);
  }
  const { code, message } = toAppError(error);
  return contractError(code, message, error);
}

const issuesSchema = z.object({
  issues: z.array(z.object({ code: z.string(), message: z.string() })),
});

/** A rule of the contract has words of its own, for people; the schema's issues are for programs. */
function refusalOf(error: ORPCError<string, unknown>): string {
  const issues = issuesSchema.safeParse(error.data).data?.issues ?? [];
  return issues.find(({ code }) => code === 'custom')?.message ?? `${error.message}.`;
}

function contractError(
  code: Parameters<typeof hintFor>[0],
  message: string,
  cause: unknown,
): ORPCError<string, unknown> {
  // Without the status that the contract gives the code, it would not be one of its errors.
  const status = contractErrors[code]?.status ?? 500;
  return new ORPCError(code, { status, message, data: { hint: hintFor(code) }, cause });
}
