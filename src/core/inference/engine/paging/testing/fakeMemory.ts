import type { SequenceId } from '../block.ts';
import type { SequenceMemory } from '../kvCacheManager.ts';
import type { StepPart } from '../scheduler.ts';

interface Cell {
  readonly position: number;
  readonly token: number;
  readonly holders: Set<SequenceId>;
}

export interface FakeMemoryOptions {
  sequences: number;
  poolTokens: number;
}

/**
 * A model's KV cells without a model: each computed token takes a cell that remembers it and who
 * holds it. What llama.cpp would do quietly wrong throws here.
 */
export class FakeMemory implements SequenceMemory {
  readonly sequences: number;
  readonly poolTokens: number;
  /** Tokens that were computed in all. */
  computedTokens = 0;
  #cells = 0;
  /** The cells of each sequence in the order of their positions, which begin at 0. */
  readonly #held: Cell[][];

  constructor({ sequences, poolTokens }: FakeMemoryOptions) {
    this.sequences = sequences;
    this.poolTokens = poolTokens;
    this.#held = Array.from({ length: sequences }, () => []);
  }

  get cells(): number {
    return this.#cells;
  }

  tokensOf(sequence: SequenceId): number[] {
    return this.#cellsOf(sequence).map(({ token }) => token);
  }

  share(source: SequenceId, target: SequenceId, from: number, until: number): void {
    const theirs = this.#cellsOf(source).slice(from, until);
    if (from >= until || theirs.length < until - from) {
      throw new Error(`Sequence ${source} does not hold positions ${from} to ${until}.`);
    }
    for (const cell of theirs) this.#hold(target, cell);
  }

  cut(sequence: SequenceId, tokens: number): void {
    for (const cell of this.#cellsOf(sequence).splice(tokens)) {
      cell.holders.delete(sequence);
      if (cell.holders.size === 0) this.#cells--;
    }
  }

  /** What the model does in a step. */
  compute(parts: readonly StepPart[]): void {
    for (const { request, from, count } of parts) {
      if (request.sequence === undefined) throw new Error(`Request ${request.id} has no sequence.`);
      this.#write(request.sequence, from, request.tokens.slice(from, from + count));
      this.computedTokens += count;
    }
  }

  /** Fills an empty sequence with cells of its own. */
  restore(sequence: SequenceId, tokens: readonly number[]): void {
    this.#write(sequence, 0, tokens);
  }

  #write(sequence: SequenceId, from: number, tokens: readonly number[]): void {
    if (this.#cells + tokens.length > this.poolTokens) throw new Error('No cell is free.');
    tokens.forEach((token, offset) => {
      this.#hold(sequence, { position: from + offset, token, holders: new Set() });
      this.#cells++;
    });
  }

  #hold(sequence: SequenceId, cell: Cell): void {
    const held = this.#cellsOf(sequence);
    if (cell.position !== held.length) {
      const next = `holds ${held.length} positions, so ${cell.position} is not its next`;
      throw new Error(`Sequence ${sequence} ${next}.`);
    }
    cell.holders.add(sequence);
    held.push(cell);
  }

  #cellsOf(sequence: SequenceId): Cell[] {
    const held = this.#held[sequence];
    if (held === undefined) throw new Error(`There is no sequence ${sequence}.`);
    return held;
  }
}
