import { z } from 'zod';

export const textSchema = z.string().max(4_000_000);
export const modelSchema = z.string().max(500).default('default');

/** A parameter of OpenAI or of a peer that is known here and refused unless it says nothing. */
export function refused(reason: string) {
  return z.null({ error: `is not supported: ${reason}` }).optional();
}

/** A parameter that is only accepted with values that change nothing here. */
export function only<const Value extends string | number | boolean>(...values: Value[]) {
  const listed = values.map((value) => JSON.stringify(value)).join(' or ');
  return z.literal(values, { error: `only ${listed} is supported` }).nullish();
}

/** Who asks, and what for; nothing but {@link userOf} is done with it. */
export const aboutTheCaller = {
  user: z.string().max(1_000).nullish(),
  safety_identifier: z.string().max(1_000).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  store: only(false),
  service_tier: only('auto', 'default'),
};

interface Caller {
  user?: string | null | undefined;
  safety_identifier?: string | null | undefined;
}

/** Whose request it is. Clients that do not say are one user, and never this program itself. */
export function userOf({ user, safety_identifier: identifier }: Caller): string {
  return `api:${identifier ?? user ?? ''}`;
}
