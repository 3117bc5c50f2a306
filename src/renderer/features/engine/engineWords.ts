import type { EngineStats, KvType } from '../../../contract/index.ts';
import { engineMessages } from '../../messages/engine.ts';

/** How the engine is, in one sentence. */
export function headlineOf({ state, model, requests }: EngineStats): string {
  const { running, waiting } = requests;
  if (running > 0) return engineMessages.engineWords.running(running, waiting);
  if (waiting > 0) return engineMessages.engineWords.waiting(waiting);
  if (state === 'busy') return engineMessages.engineWords.busy;
  if (model !== null) return engineMessages.engineWords.idle;
  return engineMessages.engineWords.notLoaded;
}

/** The same for those who hear the screen: only what changes seldom. */
export function announcementOf({ state, model }: EngineStats): string {
  if (state === 'busy') return engineMessages.engineWords.busyAnnouncement;
  return model === null
    ? engineMessages.engineWords.notLoadedAnnouncement
    : engineMessages.engineWords.idleAnnouncement;
}

/** Where the model computes; the engine's own name for a place that is not known here. */
export function placeWords(backend: string): string {
  switch (backend) {
    case 'cpu':
      return engineMessages.engineWords.cpu;
    case 'cuda':
      return engineMessages.engineWords.cuda;
    case 'vulkan':
      return engineMessages.engineWords.vulkan;
    case 'metal':
      return engineMessages.engineWords.metal;
    default:
      return backend;
  }
}

export const kvTypeWords: Record<KvType, string> = {
  f16: engineMessages.engineWords.f16,
  q8_0: engineMessages.engineWords.q8_0,
};

/** Of the words of the prompts, how many were in memory: whole percents, or undefined before any. */
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
