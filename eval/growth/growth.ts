import { askOracle } from './askOracle.ts';
import { decideOnTruth } from './decisions.ts';
import { falsePositives } from './falsePositives.ts';
import { plannedPower } from './plannedPower.ts';

/**
 * `growth`: simulated experiments; `growth oracle`: the statistics against the reference libraries. Lines
 * to print, and whether the bars hold.
 */
export async function evaluateGrowth({
  part,
  write,
}: {
  part: string | undefined;
  write: boolean;
}): Promise<{ lines: string[]; holds: boolean }> {
  const results =
    part === 'oracle'
      ? [await askOracle({ write })]
      : [falsePositives(), plannedPower(), decideOnTruth()];
  const holds = results.every((result) => result.holds);
  return {
    holds,
    lines: [
      ...results.flatMap(({ lines }) => lines),
      holds ? 'The bars hold.' : 'The bars DO NOT HOLD.',
    ],
  };
}
