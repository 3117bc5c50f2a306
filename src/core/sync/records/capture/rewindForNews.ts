import type { Library } from '../../../db/index.ts';
import { fieldsOf } from '../recordState.ts';
import { getSharingState, setSharingState } from '../sharingState.ts';

/**
 * An earlier program passed over kinds and fields of records that it did not know. When this one
 * knows more, everything is taken from the team once again: merging twice changes nothing.
 */
export function rewindForNews(library: Library): void {
  const names = Object.entries(fieldsOf).flatMap(([kind, fields]) =>
    fields.map((field) => `${kind}.${field}`),
  );
  const before = getSharingState(library);
  const known = new Set(before.knows.split(' '));
  if (names.every((name) => known.has(name)) && known.size === names.length) return;
  const isNew = names.some((name) => !known.has(name));
  setSharingState(library, { knows: names.join(' '), ...(isNew ? { cursor: 0 } : {}) });
}
