import koffi from 'koffi';
import type { NativeStruct, Pointer } from './structs.ts';

/** One token of a step. */
export interface BatchToken {
  token: number;
  position: number;
  sequence: number;
  /** Whether logits (or the embedding) are wanted after this token. */
  output: boolean;
}

/**
 * The arrays of a `llama_batch` in native memory, made once for a capacity. Each token belongs to
 * `idsPerToken` sequences: its own id, and that plus `idDistance`, and so on.
 */
export class BatchMemory {
  readonly capacity: number;
  readonly #idsPerToken: number;
  readonly #idDistance: number;
  readonly #arrays: Record<'token' | 'pos' | 'n_seq_id' | 'ids' | 'seq_id' | 'logits', Pointer>;

  constructor(capacity: number, idsPerToken: number, idDistance: number) {
    this.capacity = capacity;
    this.#idsPerToken = idsPerToken;
    this.#idDistance = idDistance;
    this.#arrays = {
      token: koffi.alloc('int32_t', capacity),
      pos: koffi.alloc('int32_t', capacity),
      n_seq_id: koffi.alloc('int32_t', capacity),
      ids: koffi.alloc('int32_t', capacity * idsPerToken),
      seq_id: koffi.alloc('uint64_t', capacity),
      logits: koffi.alloc('int8_t', capacity),
    };
    // Where each token's ids stand never changes, only what they are.
    const first = koffi.address(this.#arrays.ids);
    const places = BigUint64Array.from(
      { length: capacity },
      (_, index) => first + BigInt(4 * idsPerToken * index),
    );
    koffi.encode(this.#arrays.seq_id, 'uint64_t', places, capacity);
    const counts = new Int32Array(capacity).fill(idsPerToken);
    koffi.encode(this.#arrays.n_seq_id, 'int32_t', counts, capacity);
  }

  /** A `llama_batch` of the tokens; valid until the next fill. At most `capacity` tokens. */
  fill(tokens: readonly BatchToken[]): NativeStruct {
    const count = tokens.length;
    const ids = new Int32Array(count * this.#idsPerToken);
    tokens.forEach(({ sequence }, index) => {
      for (let n = 0; n < this.#idsPerToken; n++) {
        ids[index * this.#idsPerToken + n] = sequence + n * this.#idDistance;
      }
    });
    const { token, pos, n_seq_id, seq_id, logits } = this.#arrays;
    const numbers = (of: (token: BatchToken) => number): Int32Array => Int32Array.from(tokens, of);
    koffi.encode(
      token,
      'int32_t',
      numbers(({ token: id }) => id),
      count,
    );
    koffi.encode(
      pos,
      'int32_t',
      numbers(({ position }) => position),
      count,
    );
    koffi.encode(this.#arrays.ids, 'int32_t', ids, ids.length);
    const outputs = Int8Array.from(tokens, ({ output }) => (output ? 1 : 0));
    koffi.encode(logits, 'int8_t', outputs, count);
    return { n_tokens: count, token, embd: null, pos, n_seq_id, seq_id, logits };
  }

  dispose(): void {
    for (const array of Object.values(this.#arrays)) koffi.free(array);
  }
}
