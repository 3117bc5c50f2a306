import type { Cohorts, cohortRequestSchema, Retention, Returns } from '../../../contract/index.ts';
import type { Clock } from '../../base/index.ts';
import type { GrowthDatabase } from '../database/growthDatabase.ts';
import { findExperiment } from '../experiments/experimentStore.ts';
import { parseLifetimes } from '../files/readLifetimes.ts';
import { countCohorts } from './countCohorts.ts';
import { countReturns } from './countReturns.ts';
import { evaluateRetention } from './evaluateRetention.ts';

export type RetentionTools = ReturnType<typeof createRetention>;

/** How long people stay: of a CSV, or of the events of the library. */
export function createRetention({
  database,
  clock,
}: {
  database: Pick<GrowthDatabase, 'get'>;
  clock: Clock;
}) {
  return {
    /** Errors: those of `parseLifetimes`. */
    evaluate: async (csv: string): Promise<Retention> => {
      const { groups, rejects, rejected } = await parseLifetimes(chunksOf(csv), 'The table');
      return { ...evaluateRetention(groups), rejects, rejected };
    },
    /** Errors: `experiment.notFound`. */
    cohorts: async ({
      experimentId,
      goneAfterDays,
      weeks,
    }: ReturnType<typeof cohortRequestSchema.parse>): Promise<Cohorts> => {
      const db = await database.get();
      const experiment =
        experimentId === undefined ? undefined : (await findExperiment(db, experimentId)).id;
      const nowMs = clock.nowMs();
      const { cohorts, lifetimes } = await countCohorts(db, {
        ...{ experiment, goneAfterDays, weeks, nowMs },
      });
      return { cohorts, lifetimes: evaluateRetention(lifetimes), goneAfterDays };
    },
    returns: async ({ days }: { days: number }): Promise<Returns> => ({
      returns: await countReturns(await database.get(), { days, nowMs: clock.nowMs() }),
    }),
  };
}

async function* chunksOf(csv: string): AsyncGenerator<Buffer> {
  yield Buffer.from(csv);
}
