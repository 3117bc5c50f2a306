import type { AddedEvents, EventCounts, PlatformCount } from '../../../contract/index.ts';
import type { Clock } from '../../base/index.ts';
import type { TeamDatabase } from '../../sync/index.ts';
import type { GrowthDatabase } from '../database/growthDatabase.ts';
import { commitTogether } from './commitTogether.ts';
import { countEvents, storePlatformCounts } from './countEvents.ts';
import { dropExpired, forgetPerson } from './removeEvents.ts';
import { storeEvents } from './storeEvents.ts';

export type Events = ReturnType<typeof createEvents>;

/** Events of people and counts of platforms; past the retention period they are dropped. */
export function createEvents({
  database,
  clock,
}: {
  database: Pick<GrowthDatabase, 'get' | 'dispose'>;
  clock: Clock;
}) {
  let tidied: TeamDatabase | undefined;
  const get = async () => {
    const db = await database.get();
    if (tidied !== db) {
      tidied = db;
      await dropExpired(db, clock.nowMs());
    }
    return db;
  };
  const add = commitTogether(async (batches) => storeEvents(await get(), batches, clock.nowMs()));
  return {
    add: (events: readonly unknown[]): Promise<AddedEvents> => add(events),
    addCounts: async (counts: readonly PlatformCount[]) => storePlatformCounts(await get(), counts),
    count: async (): Promise<EventCounts> => countEvents(await get()),
    forget: async (person: string): Promise<{ removed: number }> => ({
      removed: await forgetPerson(await get(), person, clock.nowMs()),
    }),
  };
}
