import type { SharedKind } from '../../db/index.ts';

/** A hybrid logical clock and the device whose it is: a total order of all writes. */
export type WriteClock = readonly [hlc: number, deviceId: string];

export type FieldValue =
  | string
  | number
  | boolean
  | null
  | FieldValue[]
  | { [key: string]: FieldValue };

/** One written value of a text, as `[value, hlc, deviceId]`. */
export type TextVersion = readonly [value: FieldValue, hlc: number, deviceId: string];

/**
 * What one device, or the team, knows of a record. States merge in any order to the same
 * (mergeRecord.ts). A field that a delete took is in none of the maps but `seen`.
 */
export interface RecordState {
  fields: Record<string, FieldValue>;
  clocks: Record<string, WriteClock>;
  /** Of texts: values that other devices wrote without having seen the one in `fields`. */
  others: Record<string, TextVersion[]>;
  /** Of texts: for each device the clock of its newest write that was seen. */
  seen: Record<string, Record<string, number>>;
  /** Takes every field that is not newer. */
  deleted: WriteClock | null;
}

export interface SharedRecord {
  kind: SharedKind;
  id: string;
  state: RecordState;
}

/**
 * Fields of each kind that this program writes and reads: nothing else is ever shared of its own.
 */
export const fieldsOf = {
  video: [
    ...['title', 'description', 'platform', 'sourceUrl', 'channel', 'publishedAtMs'],
    ...['durationMs', 'language'],
  ],
  transcript: ['segments'],
  chunk: ['text', 'embedding'],
  hook: ['said', 'shown'],
  draft: ['text', 'hookPattern', 'why', 'modelId', 'topic', 'citations'],
  metric: ['views', 'likes', 'comments', 'shares', 'saves'],
  collection: ['name', 'note'],
  /** Id `collectionId:contentHash`; there as long as the video is in the collection. */
  membership: ['position'],
  /** Id: the device's. What people call it. */
  device: ['name'],
} as const satisfies Record<SharedKind, readonly string[]>;

/** Fields of which two edits at the same time are both kept. */
const texts: Partial<Record<SharedKind, readonly string[]>> = {
  video: ['title', 'description'],
  draft: ['text'],
  collection: ['name', 'note'],
};

export function isTextField(kind: SharedKind, field: string): boolean {
  return texts[kind]?.includes(field) ?? false;
}

/** False for a field that only a later program knows; it is carried along as it is. */
export function isKnownField(kind: SharedKind, field: string): boolean {
  const known: readonly string[] = fieldsOf[kind];
  return known.includes(field);
}

export function emptyState(): RecordState {
  return { fields: {}, clocks: {}, others: {}, seen: {}, deleted: null };
}

/** True when no field is left: it was deleted, and nobody wrote it again. */
export function isGone(state: RecordState): boolean {
  return Object.keys(state.clocks).length === 0;
}

/** Negative when `a` is older. */
export function compareClocks(a: WriteClock, b: WriteClock): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  return a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0;
}
