/**
 * A process of its own that runs the batches of a library, to be killed by tests.
 * Argument: the library's folder. It ends when no batch runs.
 */
import { join } from 'node:path';
import { silentLogger, systemClock } from '../../../base/index.ts';
import { openLibrary } from '../../../db/index.ts';
import { createNodeHost } from '../../../host/index.ts';
import { folderKeychain } from '../../../host/testing/folderKeychain.ts';
import { createEndpoints } from '../../endpoints/createEndpoints.ts';
import { mediaWithoutSound } from '../../testing/mediaWithoutSound.ts';
import { createQueuedBatches } from '../../testing/queuedBatches.ts';

const [directory = ''] = process.argv.slice(2);
const library = openLibrary({ directory, clock: systemClock });
const host = createNodeHost({
  libraryDir: directory,
  modelsDir: '',
  logger: silentLogger,
  keychain: folderKeychain(join(directory, '..', 'keychain')),
});
const endpoints = createEndpoints({ host, library });
const batches = createQueuedBatches({
  library,
  servers: endpoints.servers,
  media: mediaWithoutSound(library),
  local: () => Promise.reject(new Error('not asked')),
  clock: systemClock,
  logger: silentLogger,
});
batches.start();
for await (const { batches: all } of batches.watch()) {
  if (all.every(({ state }) => state !== 'running')) break;
}
await batches.dispose();
await endpoints.dispose();
library.close();
