import type { Library } from '../db/index.ts';
import { getSettings, setSettings } from '../library/index.ts';
import { api } from './implementer.ts';

/** What the user decided. */
export function settingsHandlers(library: Library) {
  return {
    get: api.settings.get.handler(() => getSettings(library)),
    set: api.settings.set.handler(({ input }) => setSettings(library, input)),
  };
}
