/** How a trial ended. */
export type Ending =
  /** Everything was there and the work went on to its end. */
  | { kind: 'whole' }
  /** It ended in a code of the contract, nothing was lost, and a later run went on to the end. */
  | { kind: 'coded'; code: string }
  /** Contents changed and nothing can tell: SQLite keeps no checksums. */
  | { kind: 'unseen' }
  | { kind: 'lost' | 'doubled' | 'other'; detail: string };

/** One line of docs/reliability.md. */
export interface FaultRow {
  what: string;
  endings: readonly Ending[];
  /** Measured beside: counts that are neither good nor bad. */
  notes: readonly string[];
  /** Why nothing was tried, on a machine that cannot. */
  skipped?: string;
}

export interface FaultOptions {
  seed: number;
  /** Trials of each row; left out: the fault's own number. */
  trials: number | undefined;
  /** Only what has this in its name; left out: everything. */
  only: string | undefined;
}

/** One kind of fault, tried on everything that it can hit. */
export interface Fault {
  readonly name: string;
  /** One line. */
  readonly description: string;
  /** Tells each row as soon as it is complete. */
  run(options: FaultOptions, onRow: (row: FaultRow) => void): Promise<void>;
}

/** How many trials ended so. */
export function countOf(row: FaultRow, kind: Ending['kind']): number {
  return row.endings.filter((ending) => ending.kind === kind).length;
}

/**
 * True when a row keeps the promise: nothing lost, nothing doubled, each whole or with a code. That
 * a changed letter is noticed is not promised.
 */
export function holds(row: FaultRow): boolean {
  return row.endings.every(({ kind }) => !['lost', 'doubled', 'other'].includes(kind));
}
