import type { SharingConflict, TextVersion } from '../../../../contract/index.ts';
import { teamSharingMessages } from '../../../messages/team/teamSharing.ts';

/** `Title of the video “Lunch money”`. */
export function conflictTitle({ kind, field, label }: SharingConflict): string {
  const name = field.charAt(0).toUpperCase() + field.slice(1);
  return label === ''
    ? teamSharingMessages.conflictLabels.of(name, kind)
    : teamSharingMessages.conflictLabels.ofNamed(name, kind, label);
}

/** Who wrote a version, as far as the device told. */
export function writerOf({ isLocal, deviceName, deviceId }: TextVersion): string {
  return isLocal
    ? teamSharingMessages.conflictLabels.thisComputer
    : (deviceName ?? teamSharingMessages.conflictLabels.computer(deviceId.slice(0, 8)));
}
