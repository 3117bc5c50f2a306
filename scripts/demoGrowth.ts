/**
 * `npm run demo:growth [-- --postgres ADDRESS]`: five experiments on generated visitors, from texts to
 * decisions, in a Postgres in memory, or in a schema of their own in that of a server, gone in the end. Their
 * truth is known, and each ends with another decision. Fails when one does not.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Decision, Experiment } from '../src/contract/index.ts';
import { migrateGrowth } from '../src/core/growth/database/growthTables.ts';
import { createEvents, createExperiments } from '../src/core/growth/index.ts';
import { seededRandom } from '../src/core/memory/measures/bootstrapMean.ts';
import {
  openLocalDatabase,
  openServerDatabase,
  type TeamDatabase,
} from '../src/core/sync/index.ts';

const dayMs = 86_400_000;
const days = 5;
const visitorsADay = 1_200;
const baseline = 0.4;
const batchEvents = 2_000;

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

let nowMs = Date.UTC(2026, 4, 1, 9);
const { postgres } = parseArgs({ options: { postgres: { type: 'string' } } }).values;
const db = await open();
await migrateGrowth(db);
const tools = {
  database: { get: () => Promise.resolve(db), dispose: () => db.close() },
  clock: { nowMs: () => nowMs },
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
  for (const truth of truths) report(truth, await run(truth));
} finally {
  if (postgres !== undefined) await db.exec(`DROP SCHEMA ${db.schema} CASCADE`);
  await db.close();
}

async function open(): Promise<TeamDatabase> {
  if (postgres === undefined) return openLocalDatabase();
  const address = new URL(postgres);
  address.searchParams.set('schema', 'trendroom_growth_demo');
  const opened = await openServerDatabase(address.href);
  await opened.exec(`DROP SCHEMA IF EXISTS ${opened.schema} CASCADE`);
  return opened;
}

async function run({ question, lift, minimumEffect, lostShare = 0 }: Truth): Promise<Experiment> {
  const { id } = await experiments.create({
    ...{ name: question, hypothesis: 'More people stay.', baseline, minimumEffect },
    ...{ metric: { measure: 'conversion:stayed' }, unitsPerDay: visitorsADay },
    variants: [{ text: 'as today' }, { text: 'the new opening' }],
  });
  await experiments.start(id);
  for (let day = 0; day < days; day++) {
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
  return experiments.decide(id);
}

function report({ question, decision: expected }: Truth, { decisions }: Experiment): void {
  const last = decisions.at(-1);
  const reached = last?.decision ?? 'none';
  process.stdout.write(`${question}\n  ${reached}: ${last?.evaluation.reasons.join(' ') ?? ''}\n`);
  if (reached === expected) return;
  process.stderr.write(`Expected: ${expected}.\n`);
  process.exitCode = 1;
}
