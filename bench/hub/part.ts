import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningHub } from '../../scripts/hub/hubProcess.ts';
import { publishCall } from '../../scripts/hub/publishCall.ts';
import { type PublishedPage, publishedPageSchema } from '../../src/contract/index.ts';
import type { BenchmarkRow } from '../benchmark.ts';

/** One measurement of a hub that runs. */
export type HubPart = (hub: RunningHub) => Promise<{ rows: BenchmarkRow[]; notes?: string[] }>;

const sample = join(
  import.meta.dirname,
  '../../hub/samples/channel-tiny-stove-club-31-oct-2026.json',
);

/** A report as a desk publishes it. */
export async function samplePage(): Promise<PublishedPage> {
  return publishedPageSchema.parse(JSON.parse(await readFile(sample, 'utf8')));
}

/** Publishes the sample; its slug. */
export async function published(hub: RunningHub): Promise<string> {
  const page = await samplePage();
  const answer = await publishCall(hub, { action: 'publish', page });
  if (!answer.ok) throw new Error(await answer.text());
  return page.slug;
}

/** A figure against what it may be at most, or must be at least. */
export function rowOf(
  what: string,
  unit: string,
  value: number,
  bar: number,
  atLeast = false,
): BenchmarkRow {
  const ratio = value / bar;
  return {
    ...{ what, ours: `${value < 10 ? value.toFixed(2) : Math.round(value)} ${unit}` },
    ...{ peer: `${bar} ${unit} (wanted)`, ratio, bar: 1 },
    ...(atLeast && { atLeast: true as const }),
    holds: atLeast ? ratio >= 1 : ratio <= 1,
  };
}
