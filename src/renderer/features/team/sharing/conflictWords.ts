import type { SharingConflict, TextVersion } from '../../../../contract/index.ts';

/** `Title of the video “Lunch money”`. */
export function conflictTitle({ kind, field, label }: SharingConflict): string {
  const name = field.charAt(0).toUpperCase() + field.slice(1);
  return label === '' ? `${name} of a ${kind}` : `${name} of the ${kind} “${label}”`;
}

/** Who wrote a version, as far as the desk told. */
export function writerOf({ here, deskName, deskId }: TextVersion): string {
  return here ? 'This desk' : (deskName ?? `Desk ${deskId.slice(0, 8)}`);
}
