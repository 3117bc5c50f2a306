import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { installStatistics } from '../../scripts/team/tools.ts';
import { largestDifference } from '../../src/core/growth/statistics/testing/differences.ts';
import type {
  OracleCase,
  oracleFixtureSchema,
} from '../../src/core/growth/statistics/testing/oracleCase.ts';
import { ownAnswer } from '../../src/core/growth/statistics/testing/ownAnswer.ts';
import { makeCases } from './makeCases.ts';

const maxDifference = 1e-6;
const fixtureCases = 100;
const fixture = join(
  import.meta.dirname,
  '../../src/core/growth/statistics/testing/oracleFixture.json',
);
const command = 'npm run eval -- growth oracle --write';

/**
 * Our statistics against gbstats and lifelines over random cases; with `write` the first hundred become
 * the fixture of the unit tests. Lines to print, and whether the bar holds.
 */
export async function askOracle({
  count = 1_000,
  write = false,
} = {}): Promise<{ lines: string[]; holds: boolean }> {
  const cases = makeCases(count);
  const answers = await answersOf(cases);
  const byKind = new Map<string, { cases: number; at: string; difference: number }>();
  for (const [at, asked] of cases.entries()) {
    const kind = asked.kind === 'arms' ? asked.metric : asked.kind;
    const worst = largestDifference(ownAnswer(asked), answers[at]);
    const before = byKind.get(kind);
    const kept = before !== undefined && before.difference >= worst.difference ? before : worst;
    byKind.set(kind, {
      ...{ at: kept.at, difference: kept.difference },
      cases: (before?.cases ?? 0) + 1,
    });
  }
  const lines = [...byKind].map(
    ([kind, worst]) =>
      `${kind.padEnd(12)} ${`${worst.cases}`.padStart(5)} cases, largest relative difference ` +
      `${worst.difference.toExponential(1)} at ${worst.at} (bar ${maxDifference})`,
  );
  const holds = [...byKind.values()].every(({ difference }) => difference <= maxDifference);
  if (write) {
    const made: z.infer<typeof oracleFixtureSchema> = {
      madeWith: command,
      cases: cases
        .slice(0, fixtureCases)
        .map((asked, at) => ({ asked, answered: answers[at] ?? null })),
    };
    await writeFile(fixture, `${JSON.stringify(made)}\n`);
  }
  return { lines, holds };
}

async function answersOf(cases: readonly OracleCase[]): Promise<z.core.util.JSONType[]> {
  const python = await installStatistics();
  const child = spawn(python, [join(import.meta.dirname, 'oracle.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONWARNINGS: 'ignore' },
  });
  const exited = once(child, 'exit');
  child.stdin.end(JSON.stringify(cases));
  const answered = await text(child.stdout);
  const [code] = await exited;
  if (code !== 0) throw new Error(`oracle.py ended with ${code}.`);
  return z.array(z.json()).parse(JSON.parse(answered));
}
