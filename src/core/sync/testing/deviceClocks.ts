import type { Library } from '../../db/index.ts';
import { getSharingState, setSharingState } from '../records/sharingState.ts';

/** The last clock that a row of the team may have: a day of 2255. */
export const lastClock = Number.MAX_SAFE_INTEGER - 1_000_000;
const clockOf2099 = Date.UTC(2099, 0, 1) * 1_000;

/** What the computer's clock says while a device is edited: a time, or `1970` for one never set. */
export type DeviceClock = 'right' | '1970' | '2099' | '2255';

/** Makes an edit as the device would with that clock: the triggers read the real one. */
export async function withClock(
  library: Library,
  clock: DeviceClock,
  edit: () => void | Promise<void>,
): Promise<void> {
  const { hlc } = getSharingState(library);
  if (clock === '2099') setSharingState(library, { hlc: Math.max(hlc, clockOf2099) });
  // With room for what is counted on from it.
  if (clock === '2255') setSharingState(library, { hlc: Math.max(hlc, lastClock - 10_000) });
  await edit();
  if (clock !== '1970') return;
  const { changes } = library.db.$client
    .prepare<[{ hlc: number }]>(
      `UPDATE sharing_outbox SET hlc = @hlc + late.place
       FROM (SELECT kind, record, field, row_number() OVER (ORDER BY hlc) AS place
         FROM sharing_outbox WHERE hlc > @hlc) AS late
       WHERE sharing_outbox.kind = late.kind AND sharing_outbox.record = late.record
         AND sharing_outbox.field = late.field`,
    )
    .run({ hlc });
  setSharingState(library, { hlc: hlc + changes });
}
