import { askOracle } from './askOracle.ts';

/** `growth oracle`: against the reference libraries. Lines to print, and whether the bars hold. */
export async function evaluateGrowth({
  write,
}: {
  part: string | undefined;
  write: boolean;
}): Promise<{ lines: string[]; holds: boolean }> {
  return askOracle({ write });
}
