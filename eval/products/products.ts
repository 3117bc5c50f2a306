import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { nameIn, nameWords } from '../../src/core/products/mentions/namesIn.ts';

const labelledSchema = z.object({
  product: z.string(),
  aliases: z.array(z.string()).default([]),
  text: z.string(),
  isMention: z.boolean(),
});
/** Of issue 20: product mentions on real text. */
const leastF1 = 0.85;

/**
 * Whether the names of 36 products are found where a person says that a text means the product. The
 * texts are of the 3,100 posts of github.com/epicshepich/TikTok-Retrieval (LICENSE beside them): up to 14 in
 * which a name stands as a word, and those that have its letters otherwise, in hashtags for instance.
 */
export function evaluateProducts(): { lines: string[]; holds: boolean } {
  const file = new URL('./mentions.jsonl', import.meta.url);
  const labelled = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => labelledSchema.parse(JSON.parse(line)));
  const told = labelled.map((each) => ({
    ...each,
    isFound: nameIn(each.text, [each.product, ...each.aliases].map(nameWords)) !== undefined,
  }));
  const count = (isFound: boolean, isMention: boolean): number =>
    told.filter((each) => each.isFound === isFound && each.isMention === isMention).length;
  const [right, wrong, missed] = [count(true, true), count(true, false), count(false, true)];
  const precision = right / (right + wrong);
  const recall = right / (right + missed);
  const f1 = (2 * right) / (2 * right + wrong + missed);
  const errors = Map.groupBy(
    told.filter((each) => each.isFound !== each.isMention),
    ({ product }) => product,
  );
  return {
    lines: [
      `${told.length} texts, ${right + missed} of them of the product`,
      `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)} (bar ${leastF1})`,
      ...[...errors].map(([product, texts]) => {
        const extra = texts.filter(({ isFound }) => isFound).length;
        return `${product}: ${extra} wrong, ${texts.length - extra} missed`;
      }),
    ],
    holds: f1 >= leastF1,
  };
}
