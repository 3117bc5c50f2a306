/** What an operation tells while it works. */
export interface Hooks {
  /** A stage begins; it lasts until the next one, or the end. */
  stage(name: string): void;
  /** From here on a caller relies on it. */
  acknowledge(what: string): void;
}

/** What is found in a folder, with no fault under way. */
export interface Inspection {
  /** Damage that a person would meet: in the database, of files, of contents. */
  problems: string[];
  /** Of what was acknowledged, what is not there. */
  missing: string[];
  /** Rows and files by what they are. The same work gives the same numbers. */
  counts: Record<string, number>;
}

/** Work on a library, which faults interrupt. Its folder holds the library and what is beside it. */
export interface Operation {
  readonly name: string;
  /** Makes the folder's contents, before any fault. */
  prepare(folder: string): Promise<void>;
  /**
   * Works from what it finds to the end: also after a fault, as the next start of the program does.
   * Errors: what the work ends with.
   */
  run(folder: string, hooks: Hooks): Promise<void>;
  /** Opens the library as the program does. Errors: what opening ends with. */
  inspect(folder: string, acknowledged: readonly string[]): Promise<Inspection>;
  /** True when a loss of power must not take it back; false: only what the log was synchronised for. */
  isDurable(what: string): boolean;
}

export const noHooks: Hooks = { stage: () => {}, acknowledge: () => {} };
