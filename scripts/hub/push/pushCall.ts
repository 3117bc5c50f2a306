import type { z } from 'zod';
import { type PushCall, pushCallPath } from '../../../src/contract/index.ts';
import { publishCall } from '../publishCall.ts';

/** A signed call about notifications, as a desk makes it, and its answer. Errors: the hub's words. */
export async function pushCall<Answer>(
  hub: { origin: string; secret: string },
  call: PushCall,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const answer = await publishCall(hub, call, { path: pushCallPath });
  if (!answer.ok) throw new Error(await answer.text());
  return schema.parse(await answer.json());
}
