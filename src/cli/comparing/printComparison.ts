import type { ComparedPair, Comparison, ServerSwitch } from '../../contract/index.ts';
import { teamMessages } from '../messages/team.ts';
import { printLine, safeText } from '../output.ts';

const shownLetters = 300;

/** A comparison in four lines. */
export function printComparison(comparison: Comparison): void {
  const { id, state, setName, compared, requests, agreement, error, decision } = comparison;
  printLine(`${id}  ${state.padEnd(11)} ${compared} of ${requests}  ${safeText(setName)}`);
  for (const side of ['from', 'to'] as const) {
    const { name, model, valid, p50Ms, p95Ms, outputTokens } = comparison[side];
    const times = teamMessages.comparisonReport.latency(Math.round(p50Ms), Math.round(p95Ms));
    const marks = decision?.kept === side ? teamMessages.comparisonReport.chosen : '';
    printLine(
      teamMessages.comparisonReport.side(
        side,
        safeText(name),
        safeText(model),
        valid,
        times,
        outputTokens,
        marks,
      ),
    );
  }
  if (agreement !== undefined) printLine(teamMessages.comparisonReport.similar(percent(agreement)));
  if (error !== undefined) printLine(`    ${safeText(error.message)} ${error.hint}`);
}

/** Both answers to a request, the beginnings of them. */
export function printPair({ customId, agreement, ...pair }: ComparedPair): void {
  const alike =
    agreement === undefined ? '' : teamMessages.comparisonReport.similarity(percent(agreement));
  printLine(`${safeText(customId)}${alike}`);
  for (const side of ['from', 'to'] as const) {
    const { valid, latencyMs, text } = pair[side];
    const fits = valid ? 'fits' : teamMessages.comparisonReport.invalid;
    const words = safeText(text.slice(0, shownLetters));
    printLine(`  ${side.padEnd(4)} ${Math.round(latencyMs)} ms  ${fits}  ${words}`);
  }
}

export function printSwitch({ id, role, from, to, atMs, rolledBackAtMs }: ServerSwitch): void {
  const when = new Date(atMs).toISOString();
  const named = (side: typeof from): string => `${safeText(side.name)} (${safeText(side.model)})`;
  const note = rolledBackAtMs === undefined ? '' : teamMessages.comparisonReport.rolledBack;
  printLine(`${id}  ${when}  ${role}: ${named(from)} -> ${named(to)}${note}`);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
