import { sql } from 'drizzle-orm';
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

/** What one record is of: the unit that devices share and merge. */
export type SharedKind =
  | 'video'
  | 'transcript'
  | 'chunk'
  | 'hook'
  | 'draft'
  | 'metric'
  | 'collection'
  | 'membership'
  | 'device';

/**
 * One row: this device's hybrid logical clock (milliseconds * 1000 + counter) and where sharing
 * stands. The triggers of 0004 tick the clock and write the outbox while `recording` is 1 and
 * `applying` is 0; `applying` is 1 only inside a transaction that applies what others wrote.
 */
export const sharingState = sqliteTable('sharing_state', {
  id: integer().primaryKey(),
  hlc: integer().notNull(),
  recording: integer().notNull(),
  applying: integer().notNull(),
  /** Breaks ties of clocks; another one is taken when the library moved to another place. */
  deviceId: text('device_id').notNull(),
  /** Hash of the machine and folder that `deviceId` was made for. */
  deviceFingerprint: text('device_fingerprint').notNull(),
  /** `local`, or the address of a Postgres without its password; empty: never connected. */
  target: text().notNull(),
  connected: integer().notNull(),
  workspaceId: text('workspace_id').notNull(),
  /** The team's sequence number up to which records were pulled. */
  cursor: integer().notNull(),
  lastSyncAtMs: integer('last_sync_at_ms'),
  /** PEM of the authority that signed the team's certificate; empty for the system's own. */
  caPem: text('ca_pem').notNull().default(''),
  /** What the team last said that this device's person may do; empty before the first sync. */
  role: text().$type<'owner' | 'editor' | 'viewer' | ''>().notNull().default(''),
  /** How others know this device; empty until it was connected. */
  deviceName: text('device_name').notNull().default(''),
  /** The kinds and fields that the program knew which moved `cursor`: see `rewindForNews`. */
  knows: text().notNull().default(''),
  /** The workspace into whose queue the user lets texts be put; empty: none. */
  queueApprovedFor: text('queue_approved_for').notNull().default(''),
});

/** What changed here since it was last captured. Field `*`: every field; empty: it was deleted. */
export const sharingOutbox = sqliteTable(
  'sharing_outbox',
  {
    kind: text().$type<SharedKind>().notNull(),
    record: text().notNull(),
    field: text().notNull(),
    hlc: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.record, table.field] })],
);

/** This device's copy of the shared records, its own and others': readable without the team. */
export const sharedRecords = sqliteTable(
  'shared_records',
  {
    rowId: integer('row_id').primaryKey({ autoIncrement: true }),
    kind: text().$type<SharedKind>().notNull(),
    id: text().notNull(),
    /** A RecordState as JSON. */
    state: text().notNull(),
    /** 1 when no field is left of it. */
    gone: integer().notNull(),
    /** 1 when a text was edited on two devices at once and both are kept. */
    conflicted: integer().notNull(),
    /** Clock of the newest change that the team does not have yet, or 0. */
    dirty: integer().notNull(),
    /** 1 for a chunk that this library itself does not have. */
    foreign: integer('is_foreign').notNull(),
    /** A foreign chunk's text, for `shared_chunks_fts`. */
    text: text().notNull(),
  },
  (table) => [
    uniqueIndex('shared_records_key').on(table.kind, table.id),
    index('shared_records_dirty').on(table.dirty),
    index('shared_records_conflicted').on(table.rowId).where(sql`${table.conflicted} = 1`),
  ],
);
