import type { EngineStats, KvType } from '../../../contract/index.ts';
import { engineMessages } from '../../messages/work/engine.ts';

/** How the engine is, in one sentence. */
export function headlineOf({ state, model, requests }: EngineStats): string {
  const { running, waiting } = requests;
  if (running > 0) return engineMessages.engineLabels.running(running, waiting);
  if (waiting > 0) return engineMessages.engineLabels.waiting(waiting);
  if (state === 'busy') return engineMessages.engineLabels.busy;
  if (model !== null) return engineMessages.engineLabels.idle;
  return engineMessages.engineLabels.notLoaded;
}

/** The same for those who hear the screen: only what changes seldom. */
export function announcementOf({ state, model }: EngineStats): string {
  if (state === 'busy') return engineMessages.engineLabels.busyAnnouncement;
  return model === null
    ? engineMessages.engineLabels.notLoadedAnnouncement
    : engineMessages.engineLabels.idleAnnouncement;
}

/** Where the model computes; the engine's own name for a place that is not known here. */
export function backendLabel(backend: string): string {
  switch (backend) {
    case 'cpu':
      return engineMessages.engineLabels.cpu;
    case 'cuda':
      return engineMessages.engineLabels.cuda;
    case 'vulkan':
      return engineMessages.engineLabels.vulkan;
    case 'metal':
      return engineMessages.engineLabels.metal;
    default:
      return backend;
  }
}

export const kvTypeLabels: Record<KvType, string> = {
  f16: engineMessages.engineLabels.f16,
  q8_0: engineMessages.engineLabels.q8_0,
  q4_0: engineMessages.engineLabels.q4_0,
};

/**
 * Of the words of the prompts, how many were in memory: whole percents, or undefined before any.
 */
export function hitPercent({ prefixCache }: EngineStats): number | undefined {
  const { queriedTokens, hitTokens } = prefixCache;
  return queriedTokens === 0 ? undefined : Math.round((hitTokens / queriedTokens) * 100);
}

/** `12,304`. */
export function formatWhole(count: number): string {
  return Math.round(count).toLocaleString('en');
}

/** A rate with a digit where it is small: `0`, `4.2`, `43`. */
export function formatRate(perSecond: number): string {
  return perSecond > 0 && perSecond < 10 ? perSecond.toFixed(1) : formatWhole(perSecond);
}

/** A short time: `40 ms`, `1.3 s`, `24 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 0.9995) return `${Math.round(seconds * 1_000)} ms`;
  return `${seconds < 9.95 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}
