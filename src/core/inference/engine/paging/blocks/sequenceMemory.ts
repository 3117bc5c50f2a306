import type { SequenceId } from './block.ts';

/** What the model's memory can do with sequences; cells have positions and holders. */
export interface SequenceMemory {
  /** Ids from 0 to this, exclusive; two at least: one runs, one keeps what it begins with. */
  readonly sequences: number;
  /** The target holds the source's cells of these positions too. */
  share(source: SequenceId, target: SequenceId, from: number, until: number): void;
  /** The sequence gives up positions `from` to `until` (exclusive), or all that follow. */
  cut(sequence: SequenceId, from: number, until?: number): void;
}
