import type { z } from 'zod';
import { isRefused, refuse } from './refusal.ts';

/** What `work` gives, as JSON; or the refusal that it threw, in words. */
export async function answered(work: () => Promise<unknown>): Promise<Response> {
  try {
    return Response.json(await work(), { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    const refused = isRefused(error) ? error : refuse('unavailable');
    const { code, message, status, retryAfterSeconds } = refused;
    const headers = { 'retry-after': `${retryAfterSeconds}` };
    return Response.json(
      { error: { code, message } },
      { status, ...(retryAfterSeconds !== undefined && { headers }) },
    );
  }
}

/** Errors: `invalid`. */
export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw refuse('invalid', 'It is not JSON.');
  }
}

/** Errors: `invalid`, with the place that is wrong. */
export function parsed<Value>(schema: z.ZodType<Value>, json: unknown): Value {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw refuse('invalid', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown'}`);
}
