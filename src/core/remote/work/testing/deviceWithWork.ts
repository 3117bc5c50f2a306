import { join } from 'node:path';
import { type Batch, type EndpointRole, endpointFieldsSchema } from '../../../../contract/index.ts';
import { AppError, silentLogger, systemClock } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import { createNodeHost, type Keychain } from '../../../host/index.ts';
import { folderKeychain } from '../../../host/testing/folderKeychain.ts';
import type { Embedder } from '../../../inference/index.ts';
import { createEndpoints } from '../../endpoints/createEndpoints.ts';
import { mediaWithoutSound } from '../../testing/mediaWithoutSound.ts';
import { createQueuedBatches } from '../../testing/queuedBatches.ts';
import { createWork } from '../createWork.ts';
import type { DescribeWorkTools } from '../describe/describeWork.ts';
import type { DraftVariants } from '../drafts/draftsWork.ts';
import { createRefuseEmbedder } from '../embed/refuseEmbedder.ts';
import { createResultHandler } from '../resultHandler.ts';
import type { TranscribeWorkTools } from '../transcribe/transcribeWork.ts';
import { createWorkKinds } from '../workKinds.ts';

export type DeviceWithWork = ReturnType<typeof openDeviceWithWork>;

export interface DeviceWithWorkOptions {
  library: Library;
  /** This machine's; left out: none is installed. */
  embedder?: Embedder;
  variants?: DraftVariants;
  transcriptUpdates?: TranscriptUpdates;
  onTexts?: () => void;
  /** Key of the servers, when they want one. */
  key?: string;
  /** Where another program finds the consents, too. */
  keychain?: Keychain;
}

type TranscriptUpdates = TranscribeWorkTools['transcriptUpdates'] &
  DescribeWorkTools['transcriptUpdates'];

/** The parts of the team that do works of a library, as the app puts them together; for tests. */
export function openDeviceWithWork({
  library,
  embedder = none,
  variants,
  transcriptUpdates,
  onTexts,
  key,
  keychain = folderKeychain(join(library.directory, '..', 'keychain')),
}: DeviceWithWorkOptions) {
  const host = createNodeHost({
    ...{ libraryDir: library.directory, modelsDir: '', logger: silentLogger },
    keychain,
  });
  const endpoints = createEndpoints({ host, library });
  const { servers } = endpoints;
  const kinds = createWorkKinds({
    ...{ library, servers, embedder, variants: variants ?? noVariants },
    transcriptUpdates: transcriptUpdates ?? noRetelling,
  });
  const batches = createQueuedBatches({
    ...{ library, servers, clock: systemClock, logger: silentLogger },
    local: () => Promise.reject(new Error('not asked')),
    media: mediaWithoutSound(library),
    handleResult: createResultHandler({ library, takers: kinds, ...(onTexts && { onTexts }) }),
    refuseServer: createRefuseEmbedder(library),
  });
  const embeddedLocally: string[] = [];
  const work = createWork({
    ...{ library, servers, batches, kinds },
    placeOf: () => 'remote',
    embedLocally: async () => embeddedLocally.push('asked') === 1,
  });
  return {
    ...{ endpoints, batches, work, embeddedLocally },
    addServer: async (
      url: string,
      { role = 'embedding', approved = true, ...more }: AddedServer = {},
    ): Promise<void> => {
      const fields = endpointFieldsSchema.parse({ name: 'GPU box', role, url, ...more });
      const { id } = await endpoints.add(fields, key);
      await endpoints.approve(id, approved);
    },
    /** How the batch is when it has ended. */
    ended: async (id: Batch['id']): Promise<Batch> => {
      batches.start();
      for await (const { batches: all } of batches.watch()) {
        const found = all.find((batch) => batch.id === id);
        if (found?.state === 'done') return found;
      }
      throw new Error('The batches are not watched any more.');
    },
    close: async (): Promise<void> => {
      await batches.dispose();
      await endpoints.dispose();
    },
  };
}

interface AddedServer {
  role?: EndpointRole;
  approved?: boolean;
  model?: string;
  priority?: number;
  inputPrice?: number;
}

const missing = (): never => {
  throw new AppError('model.missing', 'No model is installed.');
};
const none: Embedder = { model: async () => missing(), embed: async () => missing() };
const noRetelling: TranscriptUpdates = { hear: missing, see: missing };
const noVariants: DraftVariants = { plan: async () => missing(), begin: missing, take: missing };
