import { z } from 'zod';
import type { SharedKind } from '../../db/index.ts';
import { fieldsOf, type RecordState, type SharedRecord } from '../records/recordState.ts';

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
/** Names that every object has are no names here: looking one up would find what nobody wrote. */
const isOwnName = (name: string): boolean => !(name in Object.prototype);
const deviceSchema = z
  .string()
  .regex(/^[0-9a-zA-Z_-]{1,64}$/)
  .refine(isOwnName);
const clockSchema = z.tuple([hlcSchema, deviceSchema]);
const valueSchema = z.json().refine((value) => JSON.stringify(value).length <= 4_000_000);
const known = new Set<string>(Object.values(fieldsOf).flat());
/** Fields that only a later Trendroom knows are carried along, within bounds. */
const laterName = /^[a-z][a-zA-Z0-9]{0,63}$/;
const maxLaterCharacters = 100_000;
const maxFields = 100;
const nameSchema = z
  .string()
  .refine((name) => known.has(name) || (laterName.test(name) && isOwnName(name)));
const isCarried = ([name, value]: [string, unknown]): boolean =>
  known.has(name) || JSON.stringify(value).length <= maxLaterCharacters;

function perField<Value extends z.ZodType>(value: Value) {
  return z.record(nameSchema, value).refine((fields) => {
    const entries = Object.entries(fields);
    return entries.length <= maxFields && entries.every(isCarried);
  });
}

const stateSchema = z.object({
  fields: perField(valueSchema),
  clocks: perField(clockSchema),
  others: perField(z.array(z.tuple([valueSchema, hlcSchema, deviceSchema])).max(200)),
  seen: perField(z.record(deviceSchema, hlcSchema)),
  deleted: clockSchema.nullable(),
});

const kindSchema = z.enum(Object.keys(fieldsOf) as SharedKind[]);
const hash = '[0-9a-f]{64}';
const ownId = '[0-9a-zA-Z_-]{1,64}';
const idForms: Record<SharedKind, RegExp> = {
  video: new RegExp(`^${hash}$`),
  transcript: new RegExp(`^${hash}$`),
  hook: new RegExp(`^${hash}$`),
  chunk: new RegExp(`^${hash}:[a-zA-Z]{1,40}:\\d{1,9}:\\d{1,9}$`),
  metric: new RegExp(`^${hash}:-?\\d{1,16}$`),
  draft: new RegExp(`^${ownId}$`),
  collection: new RegExp(`^${ownId}$`),
  membership: new RegExp(`^${ownId}:${hash}$`),
  device: new RegExp(`^${ownId}$`),
};

/** True for a kind that this program does not know and a later one may. */
export function isLaterKind(kind: string): boolean {
  return !kindSchema.safeParse(kind).success && /^[a-z][a-zA-Z0-9]{0,39}$/.test(kind);
}

function toState({ fields, clocks, others, seen, deleted_at }: RecordRow): RecordState {
  const state: RecordState = stateSchema.parse({
    ...{ fields, clocks, others, seen },
    deleted: deleted_at ?? null,
  });
  return state;
}

/** The record of a row, or undefined for one that no device of ours would have written. */
export function toRecord(row: RecordRow): SharedRecord | undefined {
  const kind = kindSchema.safeParse(row.kind);
  if (!kind.success || !idForms[kind.data].test(row.id)) return undefined;
  try {
    return { kind: kind.data, id: row.id, state: toState(row) };
  } catch {
    return undefined;
  }
}
