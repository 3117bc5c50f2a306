/**
 * `npm run faults -- [NAME...] [--only PART] [--trials N] [--seed N]` breaks what a library stands on, again and
 * again, and prints the table of docs/reliability.md. Exit code 1 when something was lost, doubled
 * or ended without a code.
 */
import { parseArgs } from 'node:util';
import type { Fault, FaultRow } from './fault.ts';
import { holds } from './fault.ts';
import { codesOf, tableOf } from './table.ts';

const loaders: Record<string, () => Promise<{ fault: Fault }>> = {
  kill: () => import('./faults/kill.ts'),
  powerLoss: () => import('./faults/powerLoss.ts'),
  fullDisk: () => import('./faults/fullDisk.ts'),
  pageFlips: () => import('./faults/pageFlips.ts'),
  lostWal: () => import('./faults/lostWal.ts'),
  clocks: () => import('./faults/clocks.ts'),
};
/** The same trials each time, unless told otherwise. */
const usualSeed = '1';
const shownFailures = 5;

const { positionals: wanted, values } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    trials: { type: 'string' },
    seed: { type: 'string', default: usualSeed },
  },
});
const seed = Number(values.seed);
const trials = values.trials === undefined ? undefined : Number(values.trials);
const unknown = wanted.filter((name) => loaders[name] === undefined);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

if (
  !Number.isInteger(seed) ||
  (trials !== undefined && !(Number.isInteger(trials) && trials > 0))
) {
  say('--seed takes a whole number, --trials one above 0.');
  process.exitCode = 2;
} else if (unknown.length > 0) {
  say(`No fault ${unknown.join(', ')}; there are: ${Object.keys(loaders).join(', ')}.`);
  process.exitCode = 2;
} else {
  const startedAtMs = performance.now();
  const rows: { fault: string; row: FaultRow }[] = [];
  for (const [name, load] of Object.entries(loaders)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const { fault } = await load();
    say(`\n${name}: ${fault.description} (seed ${seed})`);
    await fault.run({ seed, trials, only: values.only }, (row) => {
      rows.push({ fault: name, row });
      print(row);
    });
  }
  say(`\n${tableOf(rows)}`);
  for (const { row } of rows) for (const note of row.notes) say(`- ${row.what}: ${note}`);
  say(`\n${Math.round((performance.now() - startedAtMs) / 1_000)} s`);
  if (!rows.every(({ row }) => holds(row))) process.exitCode = 1;
}

function print(row: FaultRow): void {
  if (row.skipped !== undefined) {
    say(`  ${row.what}: skipped, ${row.skipped}`);
    return;
  }
  const codes = codesOf(row);
  const how = holds(row) ? 'holds' : 'DOES NOT HOLD';
  say(`  ${row.what}: ${row.endings.length} trials, ${how}${codes === '' ? '' : `; ${codes}`}`);
  const failures = row.endings.flatMap((ending) => ('detail' in ending ? [ending] : []));
  for (const { kind, detail } of failures.slice(0, shownFailures)) say(`    ${kind}: ${detail}`);
}
