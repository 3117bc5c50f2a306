import type { BatchId } from '../../../contract/index.ts';
import type { RowNote } from './journal/journalEntries.ts';

/** An answer that came when nobody was there to keep it. */
export interface LeftAnswer {
  row: RowNote;
  /** A server's own text, hostile. */
  text: string;
}

/** What couriers have noted, as batches use it. */
export interface CourierBooks {
  /**
   * Gives the answers that couriers of a process before this one have left, now and as more come;
   * `take` gives true when all of them are in the library. Ends when it is known which rows are
   * still under way; undefined when nothing was left.
   */
  takeUp(take: (left: readonly LeftAnswer[]) => boolean): Promise<void> | undefined;
  /** A courier that is left still waits for this row's answer: it is not to be asked again. */
  isHeld(batchId: BatchId, customId: string): boolean;
  /** These rows' answers are in the library, or were not wanted. */
  kept(rows: readonly { batchId: BatchId; customId: string }[]): void;
}
