import {
  type FoundModelId,
  type HostPath,
  type ModelId,
  type ModelSummary,
  modelSettings,
} from '../../contract/index.ts';
import { AppError } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import {
  createModelFinder,
  enqueueModelDownloads,
  loadRecommended,
  recommendModels,
} from '../inference/index.ts';
import { runNow } from '../jobs/index.ts';
import { getSettings, setSettings } from '../library/index.ts';
import { api } from './implementer.ts';
import { type ModelHubTools, modelHubHandlers } from './modelHub.ts';

export interface ModelTools extends ModelHubTools {
  library: Library;
}

/** The models of this machine: list, install, import, remove. */
export function modelHandlers(tools: ModelTools) {
  const { models: store, queue, modelDownloadKind, letJobsRun, host, library } = tools;
  const finder = createModelFinder({ models: store, headers: store.headers });
  const { models } = api;
  let recommended: ReturnType<typeof loadRecommended> | undefined;
  return {
    ...modelHubHandlers(tools),
    list: models.list.handler(async () => ({ models: await store.list() })),
    recommended: models.recommended.handler(async () => {
      recommended ??= loadRecommended(host.paths.resources);
      const list = await recommended;
      return { madeOn: list.madeOn, models: await recommendModels(list, store) };
    }),
    install: models.install.handler(async ({ input }) => {
      const wanted = await enqueueModelDownloads(
        { models: store, queue, kind: modelDownloadKind },
        input,
      );
      letJobsRun();
      return { models: wanted.models, jobs: wanted.jobIds.map((jobId) => runNow(queue, jobId)) };
    }),
    folders: models.folders.handler(() => ({ folders: finder.folders() })),
    scan: models.scan.handler(async ({ input: { programs, folder }, signal }) =>
      finder.scan({
        programs,
        folder: folder === undefined ? undefined : await host.clientPaths.resolve(folder, 'model'),
        isAllowed: (path) => host.clientPaths.isAllowed(path, 'model'),
        signal,
      }),
    ),
    import: models.import.handler(async ({ input, signal }) => {
      const { modelId, copy, acceptLicences } = input;
      const { path, name } = await fileOf(input);
      const options = { name, modelId, copy, acceptLicences, signal };
      const { model, replaced } = await store.importFile(path, options);
      // What was chosen is the file, which is another model now.
      if (replaced === undefined || !replaceChoice(replaced, model)) return model;
      return { ...model, inUse: true };
    }),
    remove: models.remove.handler(async ({ input }) => {
      // What is still being downloaded would come back.
      const underWay = queue.findUnfinished(modelDownloadKind.kind, input.modelId);
      if (underWay !== undefined) await queue.cancel(underWay.id);
      const removed = await store.remove(input.modelId);
      replaceChoice(input.modelId, undefined);
      return removed;
    }),
  };

  async function fileOf({
    path,
    found,
  }: {
    path?: HostPath | undefined;
    found?: FoundModelId | undefined;
  }): Promise<{ path: string; name?: string }> {
    if (found !== undefined && path === undefined) return finder.find(found);
    if (path !== undefined && found === undefined) {
      return { path: await host.clientPaths.resolve(path, 'model') };
    }
    throw new AppError('usage.invalid', 'Name either a path or a file that a scan found.');
  }

  /** True when the model was the user's choice for a task. */
  function replaceChoice(before: ModelId, after: ModelSummary | undefined): boolean {
    const settings = getSettings(library);
    const names = Object.values(modelSettings).filter((name) => settings[name] === before);
    for (const name of names) setSettings(library, { [name]: after?.id ?? '' });
    return names.length > 0;
  }
}
