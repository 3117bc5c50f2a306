/**
 * A process of its own that runs the works of a library, to be killed by tests.
 * Argument: the library's folder. It ends when no batch runs.
 */
import { systemClock } from '../../../base/index.ts';
import { openLibrary } from '../../../db/index.ts';
import { openWorkDesk } from './openWorkDesk.ts';

const [directory = ''] = process.argv.slice(2);
const library = openLibrary({ directory, clock: systemClock });
const desk = openWorkDesk({ library });
desk.batches.start();
for await (const { batches: all } of desk.batches.watch()) {
  if (all.every(({ state }) => state !== 'running')) break;
}
await desk.close();
library.close();
