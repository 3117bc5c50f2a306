/**
 * A process of its own that runs the works of a library, to be killed by tests.
 * Argument: the library's folder. It ends when no batch runs.
 */
import { systemClock } from '../../../base/index.ts';
import { openLibrary } from '../../../db/index.ts';
import { openDeviceWithWork } from './deviceWithWork.ts';

const [directory = ''] = process.argv.slice(2);
const library = openLibrary({ directory, clock: systemClock });
const device = openDeviceWithWork({ library });
device.batches.start();
for await (const { batches: all } of device.batches.watch()) {
  if (all.every(({ state }) => state !== 'running')) break;
}
await device.close();
library.close();
