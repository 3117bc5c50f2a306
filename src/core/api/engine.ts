import { setTimeout as delay } from 'node:timers/promises';
import type { EngineStats } from '../../contract/index.ts';
import type { EngineView } from '../inference/index.ts';
import { api, stream } from './implementer.ts';

/** Often enough to look alive; one question costs the engine well under a millisecond. */
const watchEveryMs = 1_000;

/** The language engine, to look at: how it is, how it goes on, what a model would take. */
export function engineHandlers(engineView: EngineView) {
  const { engine } = api;
  return {
    stats: engine.stats.handler(() => engineView.stats()),
    watch: engine.watch.handler(({ signal }) => stream(watch(engineView, signal))),
    plan: engine.plan.handler(({ input }) => engineView.plan(input)),
  };
}

/** The engine's stats at once, then each second until the signal aborts. */
async function* watch(
  engineView: EngineView,
  signal: AbortSignal | undefined,
): AsyncGenerator<EngineStats, void, undefined> {
  while (signal?.aborted !== true) {
    yield await engineView.stats();
    // An abort while it waits is how every watch ends, not an error.
    await delay(watchEveryMs, undefined, signal === undefined ? {} : { signal }).catch(() => {});
  }
}
