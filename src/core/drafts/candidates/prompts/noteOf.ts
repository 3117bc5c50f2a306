import type { InstalledModel } from '../../../inference/index.ts';

const betterOnes =
  'Qwen2.5 Coder 1.5B Instruct follows instructions and needs no GPU: install it on the Models ' +
  'screen, or with trendroom models install writing. Larger models are for work.';

/** What to expect of a model; undefined when there is nothing to warn of. */
export function noteOf({ base, starter }: InstalledModel): string | undefined {
  if (starter) {
    return `This is a small model ${base ? 'without chat training, ' : ''}for trying Trendroom. ${betterOnes}`;
  }
  if (!base) return undefined;
  return 'This model was not trained to follow instructions and writes by example. Expect rough drafts.';
}
