import { createHash } from 'node:crypto';
import { z } from 'zod';

/** A row of a batch, before it is put into the queue. */
export interface QueuedRow {
  deviceId: string;
  batchId: string;
  /** How often the batch was retried. */
  round: number;
  customId: string;
  body: Readonly<Record<string, unknown>>;
}

/** JSON text inside JSON: Postgres refuses some characters of texts in its own, such as NUL. */
const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('not valid JSON');
    return z.NEVER;
  }
});
const rowJobSchema = z.object({
  deviceId: z.string().max(100),
  batchId: z.string().max(100),
  round: z.number().int().nonnegative(),
  customId: jsonText.pipe(z.string().min(1).max(200)),
  body: jsonText.pipe(z.record(z.string(), z.unknown())),
});

/** A row as the data of its job. */
export function toJobData({ customId, body, ...rest }: QueuedRow): object {
  return { ...rest, customId: JSON.stringify(customId), body: JSON.stringify(body) };
}

/** Undefined for data that no Trendroom has written. */
export function readJobData(data: unknown): QueuedRow | undefined {
  const read = rowJobSchema.safeParse(data);
  return read.success ? read.data : undefined;
}

/**
 * The same row has the same job, however often its device puts it into the queue; a copy of a
 * library is another device. A UUID of version 8 (RFC 9562) made of a hash.
 */
export function jobIdOf(
  workspaceId: string,
  { deviceId, batchId, round, customId }: Omit<QueuedRow, 'body'>,
): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([workspaceId, deviceId, batchId, round, customId]))
    .digest('hex');
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
