import type { JobId, ModelSummary } from '../../../../contract/index.ts';
import type { JobKind, JobQueue } from '../../../jobs/index.ts';
import type { ModelStore } from '../createModelStore.ts';
import { type ModelDownloadPayload, modelDownloadKey } from './modelDownloadKind.ts';

export interface ModelDownloadTools {
  models: ModelStore;
  queue: JobQueue;
  kind: JobKind<ModelDownloadPayload>;
}

/**
 * Queues the download of each model of a target that is not installed, once its licence is
 * accepted. A model whose download is queued already has that job. Errors: `model.unknown`,
 * `model.licence`, `network.notAllowed`.
 */
export async function enqueueModelDownloads(
  { models, queue, kind }: ModelDownloadTools,
  { target, acceptLicences }: { target: string; acceptLicences: boolean },
): Promise<{ models: ModelSummary[]; jobIds: JobId[] }> {
  const wanted = await models.prepareInstall(target, { acceptLicences });
  const jobIds = wanted
    .filter(({ state }) => state !== 'installed')
    .map(({ id, name }) =>
      queue.enqueue(
        kind,
        { modelId: id },
        {
          label: name,
          dedupeKey: id,
          exclusiveKey: modelDownloadKey,
        },
      ),
    );
  return { models: wanted, jobIds };
}
