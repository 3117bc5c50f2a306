import { countOf, type FaultRow } from './fault.ts';

const head = [
  '| fault | trials | lost | doubled | whole | ended in a code | without one | changed unseen | command |',
  '|---|---|---|---|---|---|---|---|---|',
];

/** The table of docs/reliability.md. */
export function tableOf(rows: readonly { fault: string; row: FaultRow }[]): string {
  return [...head, ...rows.map(lineOf)].join('\n');
}

function lineOf({ fault, row }: { fault: string; row: FaultRow }): string {
  const command = `\`npm run faults -- ${fault}\``;
  if (row.skipped !== undefined) {
    return `| ${row.what} | 0 (${row.skipped}) | | | | | | | ${command} |`;
  }
  const counts = (['lost', 'doubled', 'whole', 'coded', 'other', 'unseen'] as const).map((kind) =>
    countOf(row, kind),
  );
  return `| ${[row.what, row.endings.length, ...counts, command].join(' | ')} |`;
}

/** Codes with how often each came, the most frequent first. */
export function codesOf(row: FaultRow): string {
  const counts = new Map<string, number>();
  for (const ending of row.endings) {
    if (ending.kind !== 'coded') continue;
    counts.set(ending.code, (counts.get(ending.code) ?? 0) + 1);
  }
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
  return sorted.map(([code, count]) => `${code} ${count}`).join(', ');
}
