import { join } from 'node:path';
import {
  type Endpoint,
  type EndpointRole,
  endpointFieldsSchema,
} from '../../../src/contract/index.ts';
import { silentLogger, systemClock } from '../../../src/core/base/index.ts';
import { temporaryLibrary } from '../../../src/core/db/testing/temporaryLibrary.ts';
import { createNodeHost, createSystemKeychain } from '../../../src/core/host/index.ts';
import { createMediaClient, SoundFiles } from '../../../src/core/ingest/index.ts';
import { createEndpoints, createMediaFiles } from '../../../src/core/remote/index.ts';
import { createQueuedBatches } from '../../../src/core/remote/testing/queuedBatches.ts';
import { createSharing, createTeamWorkers } from '../../../src/core/sync/index.ts';

export type Device = Awaited<ReturnType<typeof openDevice>>;

/** A library with the team's parts around it, without models. Its servers take `key`. */
export async function openDevice({ key }: { key?: string } = {}) {
  const temporary = await temporaryLibrary();
  const { library } = temporary;
  const host = createNodeHost({
    ...{ libraryDir: library.directory, modelsDir: '', logger: silentLogger },
    // Where the programs beside this one find them, too: XDG_DATA_HOME is the folder.
    keychain: createSystemKeychain(silentLogger, join(temporary.folder, 'trendroom', 'consents')),
  });
  const endpoints = createEndpoints({ host, library });
  const { servers } = endpoints;
  const sharing = createSharing({ library, host, holdLibrary: () => {} });
  const local = () => Promise.reject(new Error('not asked'));
  const base = { library, servers, local, clock: systemClock, logger: silentLogger };
  const teamWorkers = createTeamWorkers({
    ...{ ...base, host, version: '0.0.0' },
    ...{ answersLocally: async () => false, answersWith: async () => 'a test' },
    // The shortest that pg-boss allows.
    ...{ leaseSeconds: 10, superviseMs: 1_000 },
  });
  const media = createMediaClient(host.children);
  const sound = new SoundFiles({ library, media });
  const batches = createQueuedBatches({
    ...{ ...base, workers: teamWorkers.workers },
    media: createMediaFiles(library, (id, signal) => sound.open(id, signal)),
  });
  return {
    ...{ library, folder: temporary.folder, host, media, endpoints, batches, sharing, teamWorkers },
    /** Adds a server that may be sent texts. */
    addServer: async (url: string, role: EndpointRole = 'chat', more = {}): Promise<Endpoint> => {
      const fields = endpointFieldsSchema.parse({ name: role, role, url, ...more });
      const { id } = await endpoints.add(fields, key);
      return endpoints.approve(id, true);
    },
    close: async (): Promise<void> => {
      await batches.dispose();
      media.stop();
      await teamWorkers.dispose();
      await sharing.dispose();
      await endpoints.dispose();
      await temporary.remove();
    },
  };
}
