/**
 * `npm run demo:growth [-- --postgres ADDRESS | LIBRARY]`: five experiments on generated visitors, from texts
 * to decisions, and one notification that is sent, read and measured. Their truth is known, and each of the five ends
 * with another decision. Fails when one does not. They are in a
 * Postgres in memory; in a schema of their own in that of a server, gone in the end; or in a library, kept, with
 * people who come back over nine weeks and an experiment that still runs, to be looked at.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Decision, Experiment } from '../src/contract/index.ts';
import { systemClock } from '../src/core/base/index.ts';
import { acquireRunnerLock, openLibrary } from '../src/core/db/index.ts';
import { migrateGrowth } from '../src/core/growth/database/growthTables.ts';
import { createEvents, createExperiments, createGrowthDatabase } from '../src/core/growth/index.ts';
import { seededRandom } from '../src/core/memory/measures/estimates/bootstrapMean.ts';
import {
  openLocalDatabase,
  openServerDatabase,
  type TeamDatabase,
} from '../src/core/sync/index.ts';
import { demoNotification } from './growth/demoNotification.ts';

const dayMs = 86_400_000;
const days = 5;
const visitorsADay = 1_200;
const baseline = 0.4;
const batchEvents = 2_000;
const peopleAWeek = 160;

interface Truth {
  question: string;
  decision: Decision;
  /** Of the variant, relative. */
  lift: number;
  minimumEffect: number;
  /** Of the variant's exposures, so many are never recorded. */
  lostShare?: number;
}

const truths: readonly Truth[] = [
  {
    question: 'Does the price in the first second keep more people?',
    decision: 'scale',
    lift: 0.35,
    minimumEffect: 0.2,
  },
  { question: 'Does a face keep more people?', decision: 'keep', lift: 0.22, minimumEffect: 0.4 },
  {
    question: 'Does a slow opening keep more people?',
    decision: 'kill',
    lift: -0.25,
    minimumEffect: 0.2,
  },
  {
    question: 'Does a blue title keep more people?',
    decision: 'inconclusive',
    lift: 0.02,
    minimumEffect: 0.05,
  },
  {
    question: 'Does a loop keep more people?',
    decision: 'invalid',
    lift: 0.3,
    minimumEffect: 0.2,
    lostShare: 0.2,
  },
];

const notification = {
  question: 'Does a notification bring more readers back within a week?',
  decision: 'scale',
} as const;

const { values, positionals } = parseArgs({
  options: { postgres: { type: 'string' } },
  allowPositionals: true,
});
const { postgres } = values;
const [directory] = positionals;
/** Those that are kept ended today. */
let nowMs =
  directory === undefined
    ? Date.UTC(2026, 4, 1, 9)
    : Date.now() - (truths.length * days + 2 + 8) * dayMs;
const database = directory === undefined ? await passing() : inLibrary(directory);
const tools = {
  ...{ database, clock: { nowMs: () => nowMs } },
  draftOf: (id: string) => {
    throw new Error(`No draft ${id}: the demo's variants are texts.`);
  },
};
const [events, experiments, random] = [
  createEvents(tools),
  createExperiments(tools),
  seededRandom(7),
];
try {
  for (const truth of truths) report(truth, await experiments.decide(await run(truth, days)));
  report(notification, (await notify()).decided);
  if (directory !== undefined) {
    await run({ question: 'Does a question open better?', lift: 0.08, minimumEffect: 0.1 }, 2);
    await returning();
  }
} finally {
  await database.dispose();
}

/** From a push service on this machine to the verdict. */
async function notify() {
  const passTo = (toMs: number): void => {
    nowMs = toMs;
  };
  const told = await demoNotification({
    ...{ database, events, experiments, random, startMs: nowMs, passTo },
  });
  const { sent, heldOut, delivered, clicked } = told.status;
  process.stdout.write(
    `A notification: sent ${sent}, held out ${heldOut}, delivered ${delivered}, clicked ${clicked}.\n`,
  );
  return told;
}

/** Nothing of it is left. */
async function passing() {
  const db = await open();
  await migrateGrowth(db);
  return {
    get: () => Promise.resolve(db),
    dispose: async () => {
      if (postgres !== undefined) await db.exec(`DROP SCHEMA ${db.schema} CASCADE`);
      await db.close();
    },
  };
}

async function open(): Promise<TeamDatabase> {
  if (postgres === undefined) return openLocalDatabase();
  const address = new URL(postgres);
  address.searchParams.set('schema', 'trendroom_growth_demo');
  const opened = await openServerDatabase(address.href);
  await opened.exec(`DROP SCHEMA IF EXISTS ${opened.schema} CASCADE`);
  return opened;
}

function inLibrary(path: string) {
  const library = openLibrary({ directory: path, clock: systemClock });
  const lock = acquireRunnerLock(path);
  const alone = (): never => {
    throw new Error('The demo is of no team.');
  };
  const growth = createGrowthDatabase({
    ...{ library, clock: systemClock, holdLibrary: () => undefined },
    sharing: { serverTarget: () => undefined, openServer: alone, checkServer: alone },
  });
  return {
    get: growth.get,
    dispose: async () => {
      await growth.dispose();
      lock.release();
      library.close();
    },
  };
}

/** Nine weeks of people, each of whom comes back in a week with the same chance; newer ones more often. */
async function returning(): Promise<void> {
  const weekMs = 7 * dayMs;
  const weeks = 9;
  for (let cohort = 0; cohort < weeks; cohort++) {
    const sent: object[] = [];
    for (let person = 0; person < peopleAWeek; person++) {
      const firstMs = nowMs - (weeks - cohort) * weekMs + random() * weekMs;
      for (let atMs = firstMs; atMs < nowMs; atMs += weekMs * (0.6 + random() * 0.8)) {
        const visit = { id: `${cohort}-${person}-${atMs}`, name: 'view', consent: 'granted' };
        const properties = { surface: 'feed' };
        sent.push({
          ...visit,
          person: `visitor-${cohort}-${person}`,
          atMs: Math.round(atMs),
          properties,
        });
        if (random() > 0.55 + cohort * 0.03) break;
      }
    }
    for (let at = 0; at < sent.length; at += batchEvents) {
      await events.add(sent.slice(at, at + batchEvents));
    }
  }
}

/** Its id; it was started `runsDays` ago. */
async function run(
  { question, lift, minimumEffect, lostShare = 0 }: Omit<Truth, 'decision'>,
  runsDays: number,
): Promise<Experiment['id']> {
  const { id } = await experiments.create({
    ...{ name: question, hypothesis: 'More people stay.', baseline, minimumEffect },
    ...{ metric: { measure: 'conversion:stayed' }, unitsPerDay: visitorsADay },
    variants: [{ text: 'as today' }, { text: 'the new opening' }],
  });
  await experiments.start(id);
  for (let day = 0; day < runsDays; day++) {
    const sent: object[] = [];
    for (let at = 0; at < visitorsADay; at++) {
      const person = `${id}-${day}-${at}`;
      const { variant } = await experiments.assign(id, person);
      if (variant === 'B' && random() < lostShare) continue;
      const common = { person, consent: 'granted' } as const;
      const properties = { experiment: id, variant };
      sent.push({ ...common, id: `${person}-e`, name: 'exposure', atMs: nowMs + at, properties });
      if (random() > baseline * (variant === 'B' ? 1 + lift : 1)) continue;
      const stayed = { atMs: nowMs + at + 3_000, properties: { goal: 'stayed' } };
      sent.push({ ...common, id: `${person}-c`, name: 'conversion', ...stayed });
    }
    nowMs += dayMs;
    for (let at = 0; at < sent.length; at += batchEvents) {
      await events.add(sent.slice(at, at + batchEvents));
    }
  }
  return id;
}

function report(
  { question, decision: expected }: Pick<Truth, 'question' | 'decision'>,
  { decisions }: Experiment,
): void {
  const last = decisions.at(-1);
  const reached = last?.decision ?? 'none';
  process.stdout.write(`${question}\n  ${reached}: ${last?.evaluation.reasons.join(' ') ?? ''}\n`);
  if (reached === expected) return;
  process.stderr.write(`Expected: ${expected}.\n`);
  process.exitCode = 1;
}
