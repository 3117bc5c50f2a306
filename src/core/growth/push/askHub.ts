import type { z } from 'zod';
import { type PushCall, pushCallPath } from '../../../contract/index.ts';
import { newId } from '../../base/index.ts';
import type { Host } from '../../host/index.ts';
import { callHub } from '../publishing/callHub.ts';

/** A signed call about notifications, and its answer. Errors: those of {@link callHub}. */
export type AskHub = <Answer>(call: PushCall, schema: z.ZodType<Answer>) => Promise<Answer>;

export function askHub(
  host: Pick<Host, 'networkAllowed' | 'secrets'>,
  hub: string,
  signal?: AbortSignal,
): AskHub {
  return (call, schema) =>
    callHub(host, { hub, path: pushCallPath, idempotencyKey: newId(), call, signal }, schema);
}
