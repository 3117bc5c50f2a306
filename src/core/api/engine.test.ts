import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import type { EngineStats, MemoryPlan } from '../../contract/index.ts';
import { AppError } from '../base/index.ts';
import { type EngineView, stoppedStats } from '../inference/index.ts';
import { engineHandlers } from './engine.ts';

function statsWith(finished: number): EngineStats {
  return { ...stoppedStats, state: 'idle', requests: { ...stoppedStats.requests, finished } };
}

/** An engine that has finished one more request each time it is looked at. */
function clientOf(change: Partial<EngineView> = {}) {
  let looks = 0;
  const view: EngineView = {
    stats: async () => statsWith(looks++),
    plan: () => Promise.reject(new AppError('model.missing', 'There is no language model.')),
    ...change,
  };
  return createRouterClient({ engine: engineHandlers(view) });
}

test('a watch gives the engine at once and again, until it is left', async () => {
  const leave = new AbortController();
  const seen: number[] = [];
  const changes = await clientOf().engine.watch(undefined, { signal: leave.signal });
  for await (const { requests } of changes) {
    seen.push(requests.finished);
    if (seen.length === 2) leave.abort();
  }
  expect(seen).toEqual([0, 1]);
});

test('an engine that fails while it is watched ends the watch with its code', async () => {
  const broken = { stats: () => Promise.reject(new AppError('worker.crashed', 'It is gone.')) };
  const changes = await clientOf(broken).engine.watch();
  await expect(changes.next()).rejects.toMatchObject({ code: 'worker.crashed' });
});

test('a plan is of what was asked for; a pool of less than nothing is refused', async () => {
  const asked: unknown[] = [];
  const plan = async (options: object): Promise<MemoryPlan> => {
    asked.push(options);
    throw new AppError('model.missing', 'There is no language model.');
  };
  const { engine } = clientOf({ plan });
  await expect(engine.plan({ poolTokens: 0 })).rejects.toMatchObject({ code: 'model.missing' });
  await expect(engine.plan({ kvType: 'q8_0' })).rejects.toMatchObject({ code: 'model.missing' });
  await expect(engine.plan({ poolTokens: -1 })).rejects.toMatchObject({ code: 'usage.invalid' });
  expect(asked).toEqual([{ poolTokens: 0 }, { kvType: 'q8_0' }]);
});
