import type { SharingConflict, TextVersion } from '../../../../contract/index.ts';
import { teamSharingMessages } from '../../../messages/teamSharing.ts';

/** `Title of the video “Lunch money”`. */
export function conflictTitle({ kind, field, label }: SharingConflict): string {
  const name = field.charAt(0).toUpperCase() + field.slice(1);
  return label === ''
    ? teamSharingMessages.conflictWords.of(name, kind)
    : teamSharingMessages.conflictWords.ofNamed(name, kind, label);
}

/** Who wrote a version, as far as the device told. */
export function writerOf({ isLocal, deviceName, deviceId }: TextVersion): string {
  return isLocal
    ? teamSharingMessages.conflictWords.thisComputer
    : (deviceName ?? teamSharingMessages.conflictWords.computer(deviceId.slice(0, 8)));
}
