import type { ErrorCode } from '../../src/contract/index.ts';

/** A parser that hostile bytes reach, as the fuzzer and the replay of its corpus run it. */
export interface FuzzTarget {
  readonly name: string;
  /** The codes that may refuse an input; every other error is a finding. */
  readonly codes: readonly ErrorCode[];
  /** Words of the format, which mutation puts in. */
  readonly words: readonly string[];
  /**
   * Reads an input and checks what comes of it. `scratch` is an empty folder, for parsers that read
   * or write files. Throws what the parser throws, and {@link expectThat}'s errors.
   */
  run(input: Buffer, scratch: string): Promise<void> | void;
}

/** A promise of the parser about its result. Throws when it is broken. */
export function expectThat(holds: boolean, promise: string): void {
  if (!holds) throw new Error(`broken promise: ${promise}`);
}

/** A value that is only right if every number in it is finite and no text steers a terminal. */
export function expectPlain(text: string, what: string): void {
  expectThat(!/[\p{Cc}\u2028\u2029]/u.test(text.replaceAll('\n', '')), `${what} has no controls`);
}
