import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { shareText } from '../../bench/support/wilson.ts';

const path = join(import.meta.dirname, 'judged.jsonl');
const judgedSchema = z.object({
  data: z.string(),
  text: z.string(),
  support: z.number(),
  /** Whether the moment says or implies all that the draft claims, as a person read it. */
  isSupported: z.boolean(),
});

/**
 * What a person found of sixty kept drafts drawn by chance: citation precision as ALCE has it (Gao
 * et al. 2023; each draft has one claim and one citation), and whether the model's own probability
 * tells the right from the wrong ones (area under the curve; 0.5 tells nothing).
 */
export function summariseJudged(): string[] {
  const all = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => judgedSchema.parse(JSON.parse(line)));
  const names = [...new Set(all.map(({ data }) => data))];
  const precisionOf = (drafts: typeof all): string =>
    shareText(drafts.filter(({ isSupported }) => isSupported).length, drafts.length);
  const right = all.filter(({ isSupported }) => isSupported);
  const wrong = all.filter(({ isSupported }) => !isSupported);
  const wins = right.flatMap((one) =>
    wrong.map((other) => (Math.sign(one.support - other.support) + 1) / 2),
  );
  const area = wins.reduce((sum, win) => sum + win, 0) / Math.max(1, wins.length);
  return [
    ...names.map(
      (name) => `${name}: supported ${precisionOf(all.filter(({ data }) => data === name))}`,
    ),
    `all: supported ${precisionOf(all)}`,
    `of those kept, the model’s probability tells right from wrong: ${area.toFixed(2)}`,
  ];
}
