import type { SharingConflict } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { deskNames } from '../records/deskNames.ts';
import { deskIdOf } from '../records/sharingState.ts';
import { sharedConflicts } from './sharedConflicts.ts';

type Written = ReturnType<typeof sharedConflicts>[number]['kept'];

/** Texts that two desks edited apart, with who wrote what when. */
export function conflictViews(library: Library, limit: number): SharingConflict[] {
  const names = deskNames(library);
  const ownDesk = deskIdOf(library);
  const toWritten = ({ value, clock: [hlc, deskId] }: Written): SharingConflict['kept'] => {
    const deskName = names.get(deskId);
    return {
      value: typeof value === 'string' ? value : JSON.stringify(value),
      // Clocks are milliseconds * 1000 + counter.
      writtenAtMs: Math.floor(hlc / 1_000),
      ...{ hlc, deskId, isLocal: deskId === ownDesk },
      ...(deskName === undefined ? {} : { deskName }),
    };
  };
  return sharedConflicts(library, limit).map(({ kept, others, ...conflict }) => ({
    ...conflict,
    kept: toWritten(kept),
    others: others.map(toWritten),
  }));
}
