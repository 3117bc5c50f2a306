import type { ModelEvent } from '../../contract/index.ts';
import { AsyncQueue } from '../base/index.ts';
import type { ModelStore } from '../inference/index.ts';
import { api, stream } from './implementer.ts';

/** The models of this machine: list, install, import, remove. */
export function modelHandlers(store: ModelStore) {
  const { models } = api;
  return {
    list: models.list.handler(async () => ({ models: await store.list() })),
    install: models.install.handler(({ input, signal }) => {
      const events = new AsyncQueue<ModelEvent>();
      store
        .install(input.target, {
          acceptLicences: input.acceptLicences,
          signal,
          onEvent: (event) => events.push(event),
        })
        .then(
          () => events.end(),
          (error: unknown) => events.fail(error),
        );
      return stream(events);
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
