import { z } from 'zod';
import { contentHashSchema } from '../../../../contract/index.ts';
import { databaseName } from '../../../db/index.ts';

export const manifestName = 'manifest.json';

/** Experiments and events, which their room reads when it is first opened. */
export const growthDumpName = 'growth.jsonl';

/** Nothing else is ever written: no absolute path, no way up, no link. */
export const entryNameSchema = z.union([
  z.literal(databaseName),
  z.literal(growthDumpName),
  z.string().regex(/^media\/[0-9a-f]{2}\/[0-9a-f]{62}\.[a-z0-9]{1,5}$/),
]);

/** The hash that the name of a stored file is made of; undefined for the database. */
export function hashInName(name: string): string | undefined {
  const parts = /^media\/([0-9a-f]{2})\/([0-9a-f]{62})\./.exec(name);
  return parts === null ? undefined : `${parts[1]}${parts[2]}`;
}

/** Last entry of a backup: every other entry with the hash that it must have. */
export const manifestSchema = z.object({
  format: z.literal('trendroom-backup'),
  version: z.literal(2),
  createdAtMs: z.number().int(),
  /** How many the library had. */
  videos: z.number().int().nonnegative(),
  entries: z
    .array(
      z.object({
        name: entryNameSchema,
        contentHash: contentHashSchema,
        sizeBytes: z.number().int().nonnegative(),
      }),
    )
    .min(1),
  /** Files that were missing or damaged when the backup was made; bytes of them may be in it. */
  leftOut: z.array(entryNameSchema),
  /** Of {@link createBackupSeal}; absent in a backup that was made without one. */
  seal: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .exactOptional(),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestEntry = Manifest['entries'][number];
