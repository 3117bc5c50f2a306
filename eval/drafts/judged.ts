import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { shareText } from '../../bench/support/wilson.ts';
import { sayableWords, unsayableWords } from '../../src/core/drafts/support/sayableWords.ts';

const path = join(import.meta.dirname, 'judged.jsonl');
const judgedSchema = z.object({
  data: z.string(),
  topic: z.string(),
  /** What it cites; kept of the sample clips alone. */
  quote: z.string().optional(),
  text: z.string(),
  support: z.number(),
  /** Of each sentence of the draft: whether the moment says or implies all of it, as a person read it. */
  statements: z.array(z.boolean()).min(1),
});
type Judged = z.infer<typeof judgedSchema>;

/**
 * What a person found of kept drafts, as ALCE has it (Gao et al. 2023). Recall: of all statements,
 * those that their citations support. Precision: of all citations, those that support a supported
 * statement, alone or as a part that it cannot do without. Each statement here has the one moment of
 * its draft as its citation, so that both are the same share. And whether the model's own probability
 * tells the right from the wrong ones (area under the curve; 0.5 tells nothing).
 */
export function summariseJudged(): string[] {
  const all = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => judgedSchema.parse(JSON.parse(line)));
  const names = [...new Set(all.map(({ data }) => data))];
  const right = all.filter(isSupported);
  const wrong = all.filter((draft) => !isSupported(draft));
  const wins = right.flatMap((one) =>
    wrong.map((other) => (Math.sign(one.support - other.support) + 1) / 2),
  );
  const area = wins.reduce((sum, win) => sum + win, 0) / Math.max(1, wins.length);
  return [
    ...names.flatMap((name) =>
      sharesOf(
        name,
        all.filter(({ data }) => data === name),
      ),
    ),
    ...sharesOf('all', all),
    ...sharesOf('of the moment’s and the topic’s words alone', all.filter(isOfItsMoment)),
    `of those kept, the model’s probability tells right from wrong: ${area.toFixed(2)}`,
  ];
}

function sharesOf(name: string, drafts: readonly Judged[]): string[] {
  const statements = drafts.flatMap(({ statements }) => statements);
  const share = shareText(statements.filter((each) => each).length, statements.length);
  return [
    `${name}: citation recall ${share}, and precision the same: one citation for each`,
    `${name}: whole drafts supported ${shareText(drafts.filter(isSupported).length, drafts.length)}`,
  ];
}

/** True when the rule for small models would let it pass. */
function isOfItsMoment({ quote, topic, text }: Judged): boolean {
  const sayable = quote === undefined ? undefined : sayableWords([quote, topic]);
  return sayable !== undefined && unsayableWords(text, sayable).length === 0;
}

function isSupported({ statements }: Judged): boolean {
  return statements.every((each) => each);
}
