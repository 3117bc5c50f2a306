import { enqueueModelDownloads, type ModelDownloadTools } from '../inference/index.ts';
import { runNow } from '../jobs/index.ts';
import { api } from './implementer.ts';

export interface ModelTools extends Omit<ModelDownloadTools, 'kind'> {
  modelDownloadKind: ModelDownloadTools['kind'];
  letJobsRun(): void;
}

/** The models of this machine: list, install, import, remove. */
export function modelHandlers(tools: ModelTools) {
  const { models: store, queue, modelDownloadKind, letJobsRun } = tools;
  const { models } = api;
  return {
    list: models.list.handler(async () => ({ models: await store.list() })),
    install: models.install.handler(async ({ input }) => {
      const wanted = await enqueueModelDownloads(
        { models: store, queue, kind: modelDownloadKind },
        input,
      );
      letJobsRun();
      return { models: wanted.models, jobs: wanted.jobIds.map((jobId) => runNow(queue, jobId)) };
    }),
    import: models.import.handler(({ input, signal }) =>
      store.importFile(input.path, {
        modelId: input.modelId,
        acceptLicences: input.acceptLicences,
        signal,
      }),
    ),
    remove: models.remove.handler(({ input }) => store.remove(input.modelId)),
  };
}
