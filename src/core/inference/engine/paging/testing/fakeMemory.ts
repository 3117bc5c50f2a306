import type { SequenceId } from '../blocks/block.ts';
import type { SequenceMemory } from '../blocks/sequenceMemory.ts';
import type { StepPart } from '../scheduling/schedulerOptions.ts';

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
  /** The cells of each sequence by their positions, which begin at 0. */
  readonly #held: Map<number, Cell>[];

  constructor({ sequences, poolTokens }: FakeMemoryOptions) {
    this.sequences = sequences;
    this.poolTokens = poolTokens;
    this.#held = Array.from({ length: sequences }, () => new Map());
  }

  get cells(): number {
    return this.#cells;
  }

  tokensOf(sequence: SequenceId): number[] {
    const held = this.#cellsOf(sequence);
    return Array.from({ length: held.size }, (_, position) => cellAt(held, position).token);
  }

  share(source: SequenceId, target: SequenceId, from: number, until: number): void {
    if (from >= until) throw new Error(`There is nothing to share from ${from} to ${until}.`);
    const theirs = this.#cellsOf(source);
    for (let at = from; at < until; at++) this.#hold(target, cellAt(theirs, at));
  }

  cut(sequence: SequenceId, from: number, until = Number.POSITIVE_INFINITY): void {
    const held = this.#cellsOf(sequence);
    for (const [position, { holders }] of held) {
      if (position < from || position >= until) continue;
      held.delete(position);
      holders.delete(sequence);
      if (holders.size === 0) this.#cells--;
    }
  }

  /** What the model does in a step. */
  compute(parts: readonly StepPart[]): void {
    for (const { request, from, count, draft = [] } of parts) {
      if (request.sequence === undefined) throw new Error(`Request ${request.id} has no sequence.`);
      const tokens = [...request.tokens.slice(from, from + count), ...draft];
      this.#write(request.sequence, from, tokens);
      this.computedTokens += tokens.length;
    }
  }

  /** Fills an empty sequence with cells of its own. */
  restore(sequence: SequenceId, tokens: readonly number[]): void {
    this.#write(sequence, 0, tokens);
  }

  #write(sequence: SequenceId, from: number, tokens: readonly number[]): void {
    const held = this.#cellsOf(sequence);
    if (from !== held.size || (from > 0 && !held.has(from - 1))) {
      throw new Error(`Position ${from} is not the next one of sequence ${sequence}.`);
    }
    if (this.#cells + tokens.length > this.poolTokens) throw new Error('No cell is free.');
    tokens.forEach((token, offset) => {
      this.#hold(sequence, { position: from + offset, token, holders: new Set() });
      this.#cells++;
    });
  }

  #hold(sequence: SequenceId, cell: Cell): void {
    const held = this.#cellsOf(sequence);
    if (held.has(cell.position)) {
      throw new Error(`Sequence ${sequence} holds position ${cell.position} already.`);
    }
    cell.holders.add(sequence);
    held.set(cell.position, cell);
  }

  #cellsOf(sequence: SequenceId): Map<number, Cell> {
    const held = this.#held[sequence];
    if (held === undefined) throw new Error(`There is no sequence ${sequence}.`);
    return held;
  }
}

function cellAt(held: ReadonlyMap<number, Cell>, position: number): Cell {
  const cell = held.get(position);
  if (cell === undefined) throw new Error(`The sequence does not hold position ${position}.`);
  return cell;
}
