import { createHash } from 'node:crypto';
import type { TeamQueries } from '../../sync/index.ts';
import { countAsLeftOut } from './leftOut.ts';

export interface Reject {
  index: number;
  message: string;
  person: string | undefined;
  raw: unknown;
}

const maxRawCharacters = 10_000;
/** What is kept aside is there to be looked at; of a program that is wrong all day the newest suffice. */
export const maxKeptAside = 10_000;

/**
 * Keeps what is unknown or wrong with its reason; the same one a thousand times is one. Beyond
 * {@link maxKeptAside} the oldest are removed and only counted.
 */
export async function keepAside(
  tx: TeamQueries,
  rejects: readonly Reject[],
  nowMs: number,
): Promise<void> {
  if (rejects.length === 0) return;
  const rows = rejects.map(({ message, person, raw }) => {
    const text = JSON.stringify(raw) ?? 'null';
    const key = createHash('sha256').update(text).digest('hex');
    return { key, person, reason: message, raw: text.slice(0, maxRawCharacters).toWellFormed() };
  });
  await tx.query(
    `INSERT INTO ${tx.schema}.growth_rejected (key, received_at, person, reason, raw)
     SELECT key, to_timestamp($2::double precision / 1000.0), person, reason, to_jsonb(raw)
     FROM jsonb_to_recordset($1::jsonb) AS e(key text, person text, reason text, raw text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows), nowMs],
  );
  const removed = await tx.query(
    `DELETE FROM ${tx.schema}.growth_rejected WHERE key IN (
       SELECT key FROM ${tx.schema}.growth_rejected ORDER BY received_at DESC, key OFFSET $1
     ) RETURNING key`,
    [maxKeptAside],
  );
  await countAsLeftOut(tx, 'rejected', removed.length);
}
