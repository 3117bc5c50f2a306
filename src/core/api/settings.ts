import { modelSettings, modelTaskSchema } from '../../contract/index.ts';
import type { Library } from '../db/index.ts';
import type { Host } from '../host/index.ts';
import type { ModelStore } from '../inference/index.ts';
import { getSettings, grantSettings, setSettings } from '../library/index.ts';
import type { Measuring } from '../memory/index.ts';
import { api } from './implementer.ts';

/** What the user decided. */
export function settingsHandlers({
  host,
  library,
  models,
  onTexts,
  measuring,
}: {
  host: Pick<Host, 'secrets' | 'clientPaths'>;
  library: Library;
  models: Pick<ModelStore, 'requireTask'>;
  /** What has no embedding, or one of another model, gets one soon. */
  onTexts(): void;
  measuring: Pick<Measuring, 'measureAnew'>;
}) {
  return {
    get: api.settings.get.handler(() => getSettings(library)),
    set: api.settings.set.handler(async ({ input: { cookiesFile: given, ...input } }) => {
      const { clientPaths, secrets } = host;
      const cookiesFile =
        given === undefined || given === '' ? given : await clientPaths.resolve(given, 'cookies');
      const change = { ...input, ...(cookiesFile !== undefined && { cookiesFile }) };
      for (const task of modelTaskSchema.options) {
        const chosen = change[modelSettings[task]];
        if (chosen !== undefined && chosen !== '') await models.requireTask(chosen, task);
      }
      await grantSettings(secrets, change, clientPaths);
      const changed = setSettings(library, change);
      if (change.embeddingModel !== undefined) onTexts();
      if (change.outlierDefinition !== undefined) measuring.measureAnew();
      return changed;
    }),
  };
}
