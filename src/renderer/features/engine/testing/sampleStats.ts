import type { EngineStats } from '../../../../contract/index.ts';

const nothing = { buckets: [], sumSeconds: 0, count: 0 };

/** An engine at rest, changed in what a test is about. */
export function sampleStats(change: Partial<EngineStats> = {}): EngineStats {
  return {
    state: 'idle',
    model: { id: 'gemma', path: '/models/gemma.gguf' },
    otherModels: [],
    backend: 'cpu',
    threads: 2,
    uptimeMs: 60_000,
    plan: null,
    blocks: { tokensPerBlock: 16, total: 1_024, used: 0, shared: 0, cached: 0, free: 1_024 },
    kvWasteRatio: 0,
    requests: { running: 0, waiting: 0, finished: 0, failed: 0, cancelled: 0, preemptions: 0 },
    prefixCache: { queriedTokens: 0, hitTokens: 0, savedPrefixes: 0, savedBytes: 0 },
    tokens: {
      prompt: 0,
      generated: 0,
      embedded: 0,
      drafted: 0,
      draftsAccepted: 0,
      promptPerSecond: 0,
      generatedPerSecond: 0,
    },
    timeToFirstToken: nothing,
    timePerOutputToken: nothing,
    requestDuration: nothing,
    notices: [],
    ...change,
  };
}
