import type { SharingConflict } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { deviceNames } from '../records/deviceNames.ts';
import { deviceIdOf } from '../records/sharingState.ts';
import { sharedConflicts } from './sharedConflicts.ts';

type Written = ReturnType<typeof sharedConflicts>[number]['kept'];

/** Texts that two devices edited apart, with who wrote what when. */
export function conflictViews(library: Library, limit: number): SharingConflict[] {
  const names = deviceNames(library);
  const ownDevice = deviceIdOf(library);
  const toWritten = ({ value, clock: [hlc, deviceId] }: Written): SharingConflict['kept'] => {
    const deviceName = names.get(deviceId);
    return {
      value: typeof value === 'string' ? value : JSON.stringify(value),
      // Clocks are milliseconds * 1000 + counter.
      writtenAtMs: Math.floor(hlc / 1_000),
      ...{ hlc, deviceId, isLocal: deviceId === ownDevice },
      ...(deviceName === undefined ? {} : { deviceName }),
    };
  };
  return sharedConflicts(library, limit).map(({ kept, others, ...conflict }) => ({
    ...conflict,
    kept: toWritten(kept),
    others: others.map(toWritten),
  }));
}
