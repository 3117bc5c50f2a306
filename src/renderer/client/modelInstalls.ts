import { create } from 'zustand';
import type { ModelEvent, ModelId } from '../../contract/index.ts';

/** How far the model is that is worked on now. */
export type ModelProgress = Extract<ModelEvent, { type: 'progress' }>;

/** An install that runs, or that failed and was neither started again nor dismissed. */
export interface ModelInstall {
  running: boolean;
  /** Of the model in work; undefined before the first word of it. */
  progress: ModelProgress | undefined;
  /** Models of this target that are on the disk by now, in the order they came. */
  installed: readonly ModelId[];
  /** What ended it; undefined while it runs. */
  error: unknown;
}

export type InstallEnd = 'installed' | 'failed' | 'cancelled' | 'running';

interface ModelInstalls {
  /** By what was asked for: a model's id, or `starter`. */
  byTarget: ReadonlyMap<string, ModelInstall>;
  /**
   * Installs a model, or the starter set by `starter`; the user has accepted the licences.
   * Goes on when the screen is left. Never throws: what failed is in `byTarget`.
   * `onInstalled` is called after each model, to read the list of models anew.
   * Answers `running` at once when the target is being installed already.
   */
  start(client: ModelClient, target: string, onInstalled?: () => void): Promise<InstallEnd>;
  /** Ends an install; what was downloaded stays and is resumed by the next start. */
  cancel(target: string): void;
  /** Forgets a failed install. */
  dismiss(target: string): void;
}

/** The part of the contract's client that installs. */
interface ModelClient {
  models: {
    install(
      input: { target: string; acceptLicences: boolean },
      options: { signal: AbortSignal },
    ): Promise<AsyncIterable<ModelEvent>>;
  };
}

const stops = new Map<string, AbortController>();
const begun: ModelInstall = {
  running: true,
  progress: undefined,
  installed: [],
  error: undefined,
};

/** Installs of models, for every screen: they outlive the screen that began them. */
export const useModelInstalls = create<ModelInstalls>()((set, get) => {
  const change = (target: string, next: Partial<ModelInstall> | undefined): void =>
    set(({ byTarget }) => {
      const changed = new Map(byTarget);
      if (next === undefined) changed.delete(target);
      else changed.set(target, { ...(byTarget.get(target) ?? begun), ...next });
      return { byTarget: changed };
    });

  return {
    byTarget: new Map(),

    async start(client, target, onInstalled) {
      if (stops.has(target)) return 'running';
      const stop = new AbortController();
      stops.set(target, stop);
      change(target, begun);
      try {
        const events = await client.models.install(
          { target, acceptLicences: true },
          { signal: stop.signal },
        );
        for await (const event of events) {
          if (stop.signal.aborted) break;
          if (event.type === 'progress') {
            change(target, { progress: event });
          } else {
            const before = get().byTarget.get(target)?.installed ?? [];
            change(target, { installed: [...before, event.model.id], progress: undefined });
            onInstalled?.();
          }
        }
      } catch (error) {
        if (!stop.signal.aborted) {
          change(target, { running: false, error });
          return 'failed';
        }
      } finally {
        // A cancelled target may have been started again meanwhile.
        if (stops.get(target) === stop) stops.delete(target);
      }
      if (stop.signal.aborted) return 'cancelled';
      change(target, undefined);
      return 'installed';
    },

    cancel(target) {
      const stop = stops.get(target);
      if (stop === undefined) return;
      stops.delete(target);
      change(target, undefined);
      stop.abort();
    },

    dismiss(target) {
      if (!stops.has(target)) change(target, undefined);
    },
  };
});
