import type { BatchId } from '../../../contract/index.ts';

/** A row among those of all batches; ids of batches have no spaces. */
export function rowKey({ batchId, customId }: { batchId: BatchId; customId: string }): string {
  return `${batchId} ${customId}`;
}
