import type { EngineStats, KvType } from '../../../contract/index.ts';

/** How the engine is, in one sentence. */
export function headlineOf({ state, model, requests }: EngineStats): string {
  const { running, waiting } = requests;
  if (running > 0) {
    const more = waiting === 0 ? '' : `, ${formatWhole(waiting)} waiting`;
    return `Writing ${answers(running)}${more}.`;
  }
  if (waiting > 0) return `${answers(waiting)} ${waiting === 1 ? 'waits' : 'wait'} for a place.`;
  if (state === 'busy') return 'Working.';
  if (model !== null) return 'Idle. The model stays ready.';
  return 'At rest. The language model is not loaded.';
}

/** The same for those who hear the screen: only what changes seldom. */
export function announcementOf({ state, model }: EngineStats): string {
  if (state === 'busy') return 'The engine is at work.';
  return model === null ? 'The engine is at rest.' : 'The engine is idle.';
}

function answers(count: number): string {
  return count === 1 ? '1 answer' : `${formatWhole(count)} answers`;
}

/** Where the model computes; the engine's own name for a place that is not known here. */
export function placeWords(backend: string): string {
  switch (backend) {
    case 'cpu':
      return 'The processor (CPU)';
    case 'cuda':
      return 'NVIDIA graphics (CUDA)';
    case 'vulkan':
      return 'Graphics (Vulkan)';
    case 'metal':
      return 'Apple graphics (Metal)';
    default:
      return backend;
  }
}

export const kvTypeWords: Record<KvType, string> = {
  f16: 'f16, full precision',
  q8_0: 'q8_0, about half the room',
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
