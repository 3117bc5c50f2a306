import type { EngineStats, Histogram, KvType, MemoryPlan } from '../../contract/index.ts';
import { AppError } from '../base/index.ts';
import type { WorkerClient } from '../host/index.ts';
import type { EngineCalls, EngineConfig } from './engine/engineCalls.ts';
import type { ModelSource } from './models/installedModel.ts';

/** The engine's memory and work, to look at. */
export interface EngineView {
  /** Does not start the engine's process: of a stopped one, it says so. */
  stats(): Promise<EngineStats>;
  /**
   * What the preferred model would take; nothing is loaded. What is left out is as in the
   * settings. Errors: `model.missing`, `model.damaged`.
   */
  plan(options: { poolTokens?: number; kvType?: KvType }): Promise<MemoryPlan>;
}

interface EngineViewParts {
  client: WorkerClient<EngineCalls>;
  models: ModelSource;
  config: () => EngineConfig;
}

export function createEngineView({ client, models, config }: EngineViewParts): EngineView {
  return {
    stats: async () => {
      if (client.pid === undefined) return stoppedStats;
      try {
        return await client.call('stats', null, { isGlance: true });
      } catch (error) {
        // It ended while it was asked, after its idle time for instance.
        if (error instanceof AppError && error.code === 'worker.crashed') return stoppedStats;
        throw error;
      }
    },
    plan: async (options) => {
      const { id, path, version } = await models.require('generate');
      const { poolTokens, kvType } = { ...config(), ...options };
      return client.call('plan', { model: { id, path, version }, choice: { poolTokens, kvType } });
    },
  };
}

const nothing: Histogram = { buckets: [], sumSeconds: 0, count: 0 };

/** An engine whose process does not run. */
export const stoppedStats: EngineStats = {
  state: 'stopped',
  model: null,
  otherModels: [],
  backend: 'cpu',
  threads: 0,
  uptimeMs: 0,
  plan: null,
  blocks: { tokensPerBlock: 16, total: 0, used: 0, shared: 0, cached: 0, free: 0 },
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
};
