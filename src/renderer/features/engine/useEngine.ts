import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { EngineStats } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { useConnection } from '../../client/connection/connection.ts';
import { type EngineSample, withSample } from './engineHistory.ts';

interface Engine {
  /** Undefined until the engine was seen once. */
  stats: EngineStats | undefined;
  history: readonly EngineSample[];
  /** Why it is not followed any more. */
  error: unknown;
}

// Outlives the screen: who comes back finds the minutes that were seen before.
const useEngineStore = create<Engine>()(() => ({
  stats: undefined,
  history: [],
  error: undefined,
}));

/** Follows the engine while the screen is open. */
export function useEngine(): Engine & { retry(): void } {
  const { client } = useApi();
  const reconnects = useConnection((connection) => connection.reconnects);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them begins it anew
  useEffect(() => {
    const stop = new AbortController();
    const follow = async (): Promise<void> => {
      for await (const stats of await client.engine.watch(undefined, { signal: stop.signal })) {
        useEngineStore.setState(({ history }) => ({
          stats,
          history: withSample(history, stats, Date.now()),
          error: undefined,
        }));
      }
    };
    follow().catch((error: unknown) => {
      if (!stop.signal.aborted) useEngineStore.setState({ error });
    });
    return () => stop.abort();
  }, [client, reconnects, attempt]);
  return { ...useEngineStore(), retry: () => setAttempt((before) => before + 1) };
}
