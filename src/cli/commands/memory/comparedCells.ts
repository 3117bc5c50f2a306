import type { ComparedScores } from '../../../contract/index.ts';
import { memoryMessages } from '../../messages/memory.ts';
import { formatFigure } from './formatFigure.ts';

const texts = memoryMessages.compared;

/** n, the median with its interval, that of the others, and what the test says. */
export function comparedCells({ n, median, others, adjustedP, differs }: ComparedScores): string[] {
  if (median === undefined || others === undefined || adjustedP === undefined) {
    return [`${n}`, texts.fewer];
  }
  const p = adjustedP < 0.001 ? '<.001' : adjustedP.toFixed(3);
  return [
    `${n}`,
    formatFigure(median.value),
    `${formatFigure(median.low)}–${formatFigure(median.high)}`,
    formatFigure(others.value),
    differs === true ? `${p}  ${texts.differs}` : p,
  ];
}

/** One line of a table; a cell that is too long for its column moves the next ones. */
export function lineOf(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, at) => cell.padEnd(widths[at] ?? 0))
    .join('  ')
    .trimEnd();
}
