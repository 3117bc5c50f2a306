import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const path = join(import.meta.dirname, 'candidates.jsonl');
const candidateSchema = z.object({
  data: z.string(),
  topic: z.string(),
  text: z.string(),
  quote: z.string().optional(),
  support: z.number().optional(),
  dropped: z.string().optional(),
  isRepair: z.boolean().optional(),
});
type Candidate = z.infer<typeof candidateSchema>;

/** All that was written for ten briefs, kept and dropped, in the order in which it ended; unselected. */
export function printCandidates(): string[] {
  const all = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => candidateSchema.parse(JSON.parse(line)));
  return [...Map.groupBy(all, ({ data, topic }) => `${topic} (${data})`)].flatMap(
    ([name, candidates]) => ['', name, ...linesOf(candidates)],
  );
}

function linesOf(candidates: readonly Candidate[]): string[] {
  const quotes = [...new Set(candidates.flatMap(({ quote }) => quote ?? []))];
  return [
    ...quotes.map((quote, at) => `  [${at + 1}] “${quote}”`),
    ...candidates.map(({ text, quote, support, dropped, isRepair }) => {
      const about =
        dropped ?? `[${quotes.indexOf(quote ?? '') + 1}] support ${(support ?? 0).toFixed(2)}`;
      return `  ${dropped === undefined ? '+' : '-'} ${text}  (${about}${isRepair ? ', repaired' : ''})`;
    }),
  ];
}
