import { temporaryLibrary } from '../../../../src/core/db/testing/temporaryLibrary.ts';
import {
  createCollection,
  editCollection,
  listCollections,
} from '../../../../src/core/library/index.ts';
import { type DeviceClock, withClock } from '../../../../src/core/sync/testing/deviceClocks.ts';
import { openTwoDevices } from '../../../../src/core/sync/testing/twoDevices.ts';
import type { ClockTrial } from '../../faults/clocks.ts';

const clocks: readonly DeviceClock[] = ['right', '1970', '2099', '2255'];
const edits = 6;

/**
 * Two devices whose clocks jump between edits of one collection, with a sync after each: the last
 * edit is the one that both have.
 */
export async function syncsInTime(): Promise<{ trial: ClockTrial; close(): Promise<void> }> {
  const two = await openTwoDevices(temporaryLibrary);
  const trial: ClockTrial = async (chance) => {
    await two.renew();
    const { id } = await createCollection(two.device(0), { name: 'first', note: '', videoIds: [] });
    await two.syncAll(0, 1);
    let last = '';
    for (let edit = 0; edit < edits; edit++) {
      const device = chance.below(2);
      last = `edit ${edit}`;
      await withClock(two.device(device), chance.oneOf(clocks), () => {
        editCollection(two.device(device), id, { name: last });
      });
      await two.syncAll(device, 1 - device, device);
    }
    const names = [0, 1].map((device) =>
      listCollections(two.device(device)).map(({ name }) => name),
    );
    const isRight = names.every((found) => found.length === 1 && found[0] === last);
    return isRight ? undefined : `${JSON.stringify(names)} in place of ${last}`;
  };
  return { trial, close: () => two.close() };
}
