import { z } from 'zod';
import { fieldsOf, type RecordState, type SharedRecord } from '../../library/index.ts';

/** A row of `records`, as Postgres gives it. Others wrote it: hostile until it was read. */
export interface RecordRow {
  kind: string;
  id: string;
  fields: unknown;
  clocks: unknown;
  others: unknown;
  seen: unknown;
  deleted_at: unknown;
  seq: string;
}

const hlcSchema = z
  .number()
  .int()
  .nonnegative()
  .max(Number.MAX_SAFE_INTEGER - 1_000_000);
const deskSchema = z.string().max(64);
const clockSchema = z.tuple([hlcSchema, deskSchema]);
const valueSchema = z.json().refine((value) => JSON.stringify(value).length <= 4_000_000);
const names = new Set<string>(Object.values(fieldsOf).flat());
const nameSchema = z.string().refine((name) => names.has(name));

const stateSchema = z.object({
  fields: z.record(nameSchema, valueSchema),
  clocks: z.record(nameSchema, clockSchema),
  others: z.record(nameSchema, z.array(z.tuple([valueSchema, hlcSchema, deskSchema])).max(200)),
  seen: z.record(nameSchema, z.record(deskSchema, hlcSchema)),
  deleted: clockSchema.nullable(),
});

const kindSchema = z.enum(['video', 'transcript', 'chunk', 'hook', 'draft', 'metric']);
const hash = '[0-9a-f]{64}';
const idForms: Record<z.infer<typeof kindSchema>, RegExp> = {
  video: new RegExp(`^${hash}$`),
  transcript: new RegExp(`^${hash}$`),
  hook: new RegExp(`^${hash}$`),
  chunk: new RegExp(`^${hash}:[a-zA-Z]{1,40}:\\d{1,9}:\\d{1,9}$`),
  metric: new RegExp(`^${hash}:-?\\d{1,16}$`),
  draft: /^[0-9a-zA-Z_-]{1,64}$/,
};

export function toState({ fields, clocks, others, seen, deleted_at }: RecordRow): RecordState {
  const state: RecordState = stateSchema.parse({
    ...{ fields, clocks, others, seen },
    deleted: deleted_at ?? null,
  });
  return state;
}

/** The record of a row, or undefined for one that no desk of ours would have written. */
export function toRecord(row: RecordRow): SharedRecord | undefined {
  const kind = kindSchema.safeParse(row.kind);
  if (!kind.success || !idForms[kind.data].test(row.id)) return undefined;
  try {
    return { kind: kind.data, id: row.id, state: toState(row) };
  } catch {
    return undefined;
  }
}
