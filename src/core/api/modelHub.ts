import type { Host } from '../host/index.ts';
import {
  createModelHub,
  enqueueModelDownloads,
  type ModelDownloadTools,
  type ModelHub,
} from '../inference/index.ts';
import { runNow } from '../jobs/index.ts';
import { api } from './implementer.ts';

export interface ModelHubTools extends Omit<ModelDownloadTools, 'kind'> {
  host: Host;
  modelDownloadKind: ModelDownloadTools['kind'];
  letJobsRun(): void;
}

/** The model hub: nothing is sent to it but by these procedures, which a person asks for. */
export function modelHubHandlers({
  host,
  models: store,
  queue,
  modelDownloadKind,
  letJobsRun,
}: ModelHubTools) {
  const hub: ModelHub = createModelHub({ host, store });
  const tools: ModelDownloadTools = { models: store, queue, kind: modelDownloadKind };
  const { models } = api;
  return {
    hub: models.hub.handler(() => ({ host: hub.host() })),
    search: models.search.handler(async ({ input: { words, limit }, signal }) => ({
      host: hub.host(),
      repositories: await hub.search(words, { limit, signal }),
    })),
    files: models.files.handler(({ input: { repository }, signal }) =>
      hub.files(repository, { signal }),
    ),
    inspect: models.inspect.handler(({ input: { repository, path }, signal }) =>
      hub.inspect(repository, path, { signal }),
    ),
    download: models.download.handler(async ({ input, signal }) => {
      const { repository, path, acceptLicences } = input;
      const target = await hub.want(repository, path, { acceptLicences, signal });
      const wanted = await enqueueModelDownloads(tools, { target, acceptLicences });
      letJobsRun();
      const [model] = wanted.models;
      const [jobId] = wanted.jobIds;
      if (model === undefined) throw new Error(`No model ${target} after it was recorded.`);
      return { model, ...(jobId !== undefined && { job: runNow(queue, jobId) }) };
    }),
  };
}
