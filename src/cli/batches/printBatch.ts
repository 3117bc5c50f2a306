import type { Batch, BatchErrorGroup } from '../../contract/index.ts';
import { teamMessages } from '../messages/team.ts';
import { formatTime, printLine, safeText } from '../output.ts';

export function printBatch(batch: Batch): void {
  printLine(`${batch.id}  ${batch.state.padEnd(9)} ${safeText(batch.name)}`);
  printLine(`    ${progressLabel(batch)}`);
  const { waitingFor } = batch;
  if (waitingFor !== undefined) {
    printLine(teamMessages.batchReport.waiting(safeText(waitingFor.message), waitingFor.hint));
  }
}

/** Such as `300 of 500 done, 2 failed, 31.4/s, 0:06.4 left`. */
export function progressLabel({ progress, waitingFor }: Batch): string {
  const { rows, done, failed, rejected, cancelled, rowsPerSecond, remainingMs, cost } = progress;
  const tokens = progress.inputTokens + progress.outputTokens;
  return [
    teamMessages.batchReport.done(done, rows),
    ...(failed > 0 ? [teamMessages.batchReport.failed(failed)] : []),
    ...(rejected > 0 ? [teamMessages.batchReport.rejected(rejected)] : []),
    ...(cancelled > 0 ? [teamMessages.batchReport.cancelled(cancelled)] : []),
    ...(tokens > 0 ? [teamMessages.batchReport.tokens(tokens)] : []),
    ...(cost === undefined ? [] : [teamMessages.batchReport.cost(cost.toFixed(4))]),
    ...(rowsPerSecond === undefined ? [] : [`${rowsPerSecond.toFixed(1)}/s`]),
    ...(remainingMs === undefined ? [] : [teamMessages.batchReport.left(formatTime(remainingMs))]),
    ...(waitingFor === undefined ? [] : [safeText(waitingFor.message)]),
  ].join(', ');
}

export function printBatchErrors(errors: readonly BatchErrorGroup[]): void {
  for (const { message, rows, customIds } of errors) {
    printLine(`    ${rows} × ${safeText(message)} (${customIds.map(safeText).join(', ')})`);
  }
}
