import {
  type ComparedPosts,
  type Decision,
  decisionRuleSchema,
  type Experiment,
  type ExperimentChange,
  type ExperimentDecision,
  type ExperimentRetention,
  type ExperimentSpec,
  type ExperimentState,
  type HookPattern,
  type NewExperiment,
  newExperimentSchema,
  type PostPairs,
  type ShownExperiment,
  type StopRule,
} from '../../../contract/index.ts';
import { AppError, type Clock, newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { HookRecord } from '../../drafts/index.ts';
import type { TeamQueries } from '../../sync/index.ts';
import type { GrowthDatabase } from '../database/growthDatabase.ts';
import { lockGrowth } from '../database/growthTables.ts';
import { evaluateExperiment } from '../evaluation/evaluateExperiment.ts';
import { planSize } from '../evaluation/planSize.ts';
import { rollUp } from '../events/rollUp.ts';
import { hookRecordsOf } from '../learning/hookRecordsOf.ts';
import { comparePosts } from '../posts/comparePosts.ts';
import { experimentRetention } from '../retention/experimentRetention.ts';
import { requirePairs } from './assignInPairs.ts';
import { type Assigned, assignUnit } from './assignUnit.ts';
import { evaluateStored } from './evaluateStored.ts';
import {
  findExperiment,
  insertVersion,
  listExperiments,
  type StoredExperiment,
} from './experimentStore.ts';

export type Experiments = ReturnType<typeof createExperiments>;

export interface ExperimentTools {
  database: Pick<GrowthDatabase, 'get' | 'dispose'>;
  clock: Clock;
  /** The text of a draft and its whole id. Errors: `draft.notFound`. */
  draftOf: (draftId: string) => {
    id: NonNullable<ExperimentSpec['variants'][number]['draftId']>;
    text: string;
    hookPattern?: HookPattern;
    topic?: string;
  };
  /** Whose posts are compared. */
  library?: Library;
  /** Told of what all decided experiments tell of hooks, when that may have changed. */
  onLearned?: (records: HookRecord[]) => void;
}

/** Experiments: made from drafts, started with a frozen rule, decided by it or overruled with a reason. */
export function createExperiments({
  database,
  clock,
  draftOf,
  library,
  onLearned,
}: ExperimentTools) {
  const learnFrom = (all: readonly Experiment[]): void => onLearned?.(hookRecordsOf(all));

  /** Of units that are assigned one after the other: what was changed elsewhere is seen a second later. */
  const lately = new Map<string, { found: StoredExperiment; readAtMs: number }>();
  const findLately = async (id: string): Promise<StoredExperiment> => {
    const nowMs = clock.nowMs();
    const known = lately.get(id);
    if (known !== undefined && Math.abs(nowMs - known.readAtMs) < 1_000) return known.found;
    const found = await findExperiment(await database.get(), id);
    if (lately.size > 100) lately.clear();
    lately.set(id, { found, readAtMs: nowMs });
    return found;
  };

  /** In a transaction, locked against other writers, with the experiment as it is then. */
  const change = async (
    id: string,
    allowed: readonly ExperimentState[],
    work: (tx: TeamQueries, found: StoredExperiment) => Promise<void>,
  ): Promise<Experiment> => {
    const db = await database.get();
    const changed = await db.transaction(async (tx) => {
      await lockGrowth(tx);
      const found = await findExperiment(tx, id);
      if (!allowed.includes(found.state)) {
        throw new AppError('experiment.wrongState', `${found.spec.name} is ${found.state}.`);
      }
      await work(tx, found);
      return shown(await findExperiment(tx, found.id));
    });
    lately.clear();
    return changed;
  };

  const insert = async (spec: ExperimentSpec): Promise<Experiment> => {
    requirePairs(spec);
    stopRuleOf(spec);
    const db = await database.get();
    const [id, salt, nowMs] = [newId<string>(), newId<string>(), clock.nowMs()];
    return db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO ${tx.schema}.growth_experiments (id, salt, created_at)
         VALUES ($1, $2, to_timestamp($3::double precision / 1000.0))`,
        [id, salt, nowMs],
      );
      await insertVersion(tx, { id, version: 1, spec, nowMs });
      return shown(await findExperiment(tx, id));
    });
  };

  return {
    /** Others of a team may have decided some. */
    list: async (): Promise<Experiment[]> => {
      const all = (await listExperiments(await database.get())).map(shown);
      learnFrom(all);
      return all;
    },
    create: async (given: NewExperiment): Promise<Experiment> =>
      insert(specOf(newExperimentSchema.parse(given), draftOf)),
    /** Its first run, to see that division and counting are right: both arms show the control. */
    createAa: async (id: string): Promise<Experiment> => {
      const { spec } = await findExperiment(await database.get(), id);
      const [control] = spec.variants;
      if (control === undefined) throw new AppError('experiment.notFound', 'It has no control.');
      const { name, hypothesis } = aaTexts(spec.name);
      const arms = ['A', 'B'].map((arm) => ({ ...control, id: arm, share: 1 }));
      return insert({ ...spec, name, hypothesis, variants: arms });
    },
    retention: async (id: string, goneDays: number): Promise<ExperimentRetention> => {
      const db = await database.get();
      const { id: experiment } = await findExperiment(db, id);
      return experimentRetention(db, { experiment, goneDays, nowMs: clock.nowMs() });
    },
    get: async (id: string): Promise<ShownExperiment> => {
      const db = await database.get();
      const found = await findExperiment(db, id);
      if (found.startedAtMs === undefined) return { ...shown(found), unknownUnits: 0 };
      return { ...shown(found), ...(await evaluateStored(db, found, clock.nowMs())) };
    },
    edit: (id: string, changed: ExperimentChange): Promise<Experiment> =>
      change(id, ['draft', 'running'], async (tx, found) => {
        const { name, hypothesis, guardrails } = changed;
        const spec = {
          ...found.spec,
          ...(name !== undefined && { name }),
          ...(hypothesis !== undefined && { hypothesis }),
          ...(guardrails !== undefined && { guardrails }),
        };
        const version = found.versions.length + 1;
        await insertVersion(tx, { id: found.id, version, spec, nowMs: clock.nowMs() });
      }),
    start: (id: string): Promise<Experiment> =>
      change(id, ['draft'], async (tx, found) => {
        await tx.query(
          `UPDATE ${tx.schema}.growth_experiments
           SET started_at = to_timestamp($2::double precision / 1000.0), stop_rule = $3::jsonb WHERE id = $1`,
          [found.id, clock.nowMs(), JSON.stringify(stopRuleOf(found.spec))],
        );
        await rollUpUnits(tx, found.id);
      }),
    stop: (id: string): Promise<Experiment> =>
      change(id, ['running'], (tx, found) => stopNow(tx, found, clock.nowMs())),
    /** Stops it first where it runs. A second decision needs a reason; the first one is kept. */
    decide: async (
      id: string,
      overrule?: { decision: Decision; reason: string },
    ): Promise<Experiment> => {
      const allowed = ['running', 'stopped', ...(overrule ? (['decided'] as const) : [])] as const;
      const decided = await change(id, allowed, async (tx, found) => {
        const nowMs = clock.nowMs();
        if (found.state === 'running') await stopNow(tx, found, nowMs);
        const stopped = await findExperiment(tx, found.id);
        const { evaluation } = await evaluateStored(tx, stopped, nowMs);
        const decision: ExperimentDecision = {
          ...{
            evaluation,
            decidedAtMs: nowMs,
            decision: overrule?.decision ?? evaluation.decision,
          },
          ...(overrule !== undefined && { overruled: { reason: overrule.reason } }),
        };
        await tx.query(
          `INSERT INTO ${tx.schema}.growth_experiment_decisions (experiment_id, number, decided_at, decision)
           VALUES ($1, $2, to_timestamp($3::double precision / 1000.0), $4::jsonb)`,
          [found.id, found.decisions.length + 1, nowMs, JSON.stringify(decision)],
        );
      });
      learnFrom(await listExperiments(await database.get()));
      return decided;
    },
    evaluate: evaluateExperiment,
    plan: planSize,
    comparePosts: (pairs: PostPairs): ComparedPosts => {
      if (library === undefined) throw new AppError('usage.invalid', 'There is no library.');
      return comparePosts(library, pairs, clock.nowMs());
    },
    assign: async (id: string, unit: string): Promise<Assigned> =>
      assignUnit(await findLately(id), unit),
    /** The same for many units, by unit. */
    assignAll: async (id: string, units: readonly string[]): Promise<Map<string, Assigned>> => {
      const found = await findLately(id);
      return new Map(units.map((unit) => [unit, assignUnit(found, unit)]));
    },
  };
}

/** Names are at most so long; see the contract. */
function aaTexts(name: string): { name: string; hypothesis: string } {
  return {
    name: `A/A: ${name}`.slice(0, 1_000),
    hypothesis:
      'Both arms show the same. A difference would mean that division or counting is broken.',
  };
}

/** Without the salt: who knows it can choose ids for a variant. */
function shown({ salt: _, ...experiment }: StoredExperiment): Experiment {
  return experiment;
}

function specOf(
  { variants, ...given }: ReturnType<typeof newExperimentSchema.parse>,
  draftOf: ExperimentTools['draftOf'],
): ExperimentSpec {
  return {
    ...given,
    variants: variants.map(({ draftId, text, share }, at) => {
      const draft = draftId === undefined ? undefined : draftOf(draftId);
      return {
        ...{ id: String.fromCharCode(65 + at), text: text ?? draft?.text ?? '', share },
        ...(draft !== undefined && { draftId: draft.id }),
        ...(draft?.hookPattern !== undefined && { hookPattern: draft.hookPattern }),
        ...(draft?.topic !== undefined && { topic: draft.topic }),
      };
    }),
  };
}

/** Errors: `experiment.invalidInput` when no size can be planned. */
function stopRuleOf(spec: ExperimentSpec): StopRule {
  const { baseline, sd, minimumEffect, alpha, power, unitsPerDay, metric } = spec;
  if (metric.of !== 'share' && sd === undefined) {
    throw new AppError(
      'experiment.invalidInput',
      'sd is missing: a mean needs its standard deviation.',
    );
  }
  const { sequential } = planSize({
    ...{ baseline, alpha, power, unitsPerDay, variants: spec.variants.length - 1 },
    ...(metric.of !== 'share' && sd !== undefined && { sd }),
    minimumEffect: metric.higherIsBetter ? minimumEffect : -minimumEffect,
  });
  const { minUnits, minDays, loseLine } = decisionRuleSchema.parse({});
  return { ...sequential, alpha, minimumEffect, minUnits, minDays, loseLine };
}

async function stopNow(tx: TeamQueries, { id }: StoredExperiment, nowMs: number): Promise<void> {
  await tx.query(
    `UPDATE ${tx.schema}.growth_experiments
     SET stopped_at = to_timestamp($2::double precision / 1000.0) WHERE id = $1`,
    [id, nowMs],
  );
  await rollUpUnits(tx, id, nowMs);
}

/** The time in which an experiment runs has changed, and with it what counts of units with events since. */
async function rollUpUnits(tx: TeamQueries, id: string, sinceMs = 0): Promise<void> {
  const units = await tx.query<{ person: string }>(
    `SELECT DISTINCT u.person FROM ${tx.schema}.growth_units u
     JOIN ${tx.schema}.growth_events e ON e.person = u.person
     WHERE u.experiment = $1 AND e.at >= to_timestamp($2::double precision / 1000.0)`,
    [id, sinceMs],
  );
  await rollUp(
    tx,
    units.map(({ person }) => person),
  );
}
