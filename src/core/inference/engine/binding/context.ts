import koffi from 'koffi';
import type { KvType } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import { BatchMemory, type BatchToken } from './batchMemory.ts';
import type { LlamaFunctions } from './functions.ts';
import type { LlamaModel } from './model.ts';
import { packPieces, type StatePiece, unpackPieces } from './statePieces.ts';
import type { Pointer } from './structs.ts';

/** ggml-cpu's `ggml_fa_tile_config::Q`; other types than f16 are taken row by row. */
const tileRows = 64;
/** llama.h: the most sequences that one context can tell apart. */
const maxSequences = 256;
const ggmlTypes = { f16: 1, q8_0: 8, q4_0: 2 } as const;
/** Keys in four bits take the sense from models whose keys have outliers, such as Qwen2.5's. */
const cacheTypes: Record<KvType, { keys: number; values: number }> = {
  f16: { keys: ggmlTypes.f16, values: ggmlTypes.f16 },
  q8_0: { keys: ggmlTypes.q8_0, values: ggmlTypes.q8_0 },
  q4_0: { keys: ggmlTypes.q8_0, values: ggmlTypes.q4_0 },
};

export interface ContextOptions {
  /** Cells of the KV cache, shared by all sequences. */
  poolTokens: number;
  /** Most tokens of one step. */
  batchTokens: number;
  kvType: KvType;
  threads: number;
  /** Whether the cache and the work on it are the GPU's. */
  gpu: boolean;
}

/** A loaded LoRA adapter and how much of it applies: 0 nothing, 1 all. */
export interface ScaledAdapter {
  readonly pointer: Pointer;
  readonly scale: number;
}

/**
 * A model's one KV cache and what computes on it. Sequences are cut and shared by positions;
 * sharing copies no keys or values. One `decode` at a time, and no other call during it.
 */
export class LlamaContext {
  /** Ids that callers may use: 0 to this, exclusive. */
  readonly sequences: number;
  readonly poolTokens: number;
  /** From so many tokens of a step on its attention is computed in tiles; undefined: never. */
  readonly attentionTileRows: number | undefined;
  readonly #native: LlamaFunctions;
  readonly #pointer: Pointer;
  readonly #memory: Pointer;
  readonly #batch: BatchMemory;
  readonly #viewOf: (logits: Pointer) => Float32Array;
  /**
   * A sliding-window cache gives away cells that only one sequence has and whose position has left
   * that sequence's window; a later, shorter sharer would miss them. So in such models every
   * sequence has a twin, `twinDistance` ids above, and no cell is ever held by one alone.
   */
  readonly #twinDistance: number | undefined;
  /**
   * In such models llama.cpp saves only what the sequence's last window sees, which a shorter
   * sharer would miss too. So states are saved in pieces that a window spans, through an id that
   * is used for nothing else.
   */
  readonly #pieceTokens: number;
  #threads: number;
  #adapter: ScaledAdapter | undefined;

  constructor(native: LlamaFunctions, model: LlamaModel, options: ContextOptions) {
    const { poolTokens, batchTokens, kvType, threads, gpu } = options;
    this.#native = native;
    const hasTwins = model.slidingWindow > 0;
    this.attentionTileRows = !gpu && kvType === 'f16' ? tileRows : undefined;
    this.sequences = hasTwins ? maxSequences / 2 - 1 : maxSequences;
    this.#twinDistance = hasTwins ? maxSequences / 2 : undefined;
    this.#pieceTokens = Math.ceil(model.slidingWindow / 2);
    const pointer = native.createContext(model.pointer, {
      ...native.contextDefaults(),
      n_ctx: poolTokens,
      n_batch: batchTokens,
      n_ubatch: batchTokens,
      n_seq_max: maxSequences,
      n_outputs_max: maxSequences,
      n_threads: threads,
      n_threads_batch: threads,
      type_k: cacheTypes[kvType].keys,
      type_v: cacheTypes[kvType].values,
      offload_kqv: gpu,
      op_offload: gpu,
      kv_unified: true,
      swa_full: true,
    });
    const memory = pointer === null ? null : native.memoryOf(pointer);
    if (pointer === null || memory === null) {
      if (pointer !== null) native.freeContext(pointer);
      throw new AppError(
        'worker.failed',
        kvType === 'f16'
          ? `Not enough memory for a KV cache of ${poolTokens} tokens. Choose a smaller KV cache in the settings.`
          : `Not enough memory for a KV cache of ${poolTokens} tokens, or the model cannot keep it as ${kvType}. Choose a smaller KV cache, or f16, in the settings.`,
      );
    }
    this.#pointer = pointer;
    this.#memory = memory;
    this.#threads = threads;
    this.poolTokens = native.contextTokens(pointer);
    this.#batch = new BatchMemory(batchTokens, hasTwins ? 2 : 1, this.#twinDistance ?? 0);
    this.#viewOf = floatsView(model.vocabSize);
  }

  /** The next steps are computed by so many threads. */
  setThreads(threads: number): void {
    if (threads === this.#threads) return;
    this.#threads = threads;
    this.#native.setThreads(this.#pointer, threads, threads);
  }

  /** The next steps are computed with the adapter's changes, or without any. */
  setAdapter(adapter: ScaledAdapter | undefined): void {
    if (adapter === this.#adapter) return;
    this.#adapter = adapter;
    const addresses = adapter === undefined ? [] : [koffi.address(adapter.pointer)];
    const scales = adapter === undefined ? [] : [adapter.scale];
    const code = this.#native.setAdapters(
      this.#pointer,
      BigUint64Array.from(addresses),
      addresses.length,
      Float32Array.from(scales),
    );
    if (code !== 0)
      throw new AppError('worker.failed', `llama_set_adapters_lora answered ${code}.`);
  }

  /** Computes one step on a thread of the pool. Errors: `worker.failed` with llama.cpp's number. */
  async decode(tokens: readonly BatchToken[]): Promise<void> {
    const batch = this.#batch.fill(tokens);
    const code = await new Promise<number>((resolve, reject) => {
      this.#native.decode.async(this.#pointer, batch, (error, result) =>
        error === null ? resolve(result) : reject(error),
      );
    });
    if (code !== 0) throw new AppError('worker.failed', `llama_decode answered ${code}.`);
  }

  /**
   * Logits of the last step's token `index`, one for each token of the vocabulary. The caller may
   * change them; they are valid until the next step.
   */
  logits(index: number): Float32Array {
    const pointer = this.#native.logitsAt(this.#pointer, index);
    if (pointer === null) throw new AppError('worker.failed', `No logits for token ${index}.`);
    return this.#viewOf(pointer);
  }

  /** The target holds the source's positions `from` to `until` (exclusive) too; it held none. */
  share(source: number, target: number, from: number, until: number): void {
    this.#native.copyRange(this.#memory, source, target, from, until);
    if (this.#twinDistance !== undefined) {
      this.#native.copyRange(this.#memory, source, target + this.#twinDistance, from, until);
    }
  }

  /**
   * The sequence gives up positions `from` to `until` (exclusive; -1: all that follow); cells that
   * nobody else holds become free.
   */
  cut(sequence: number, from: number, until = -1): void {
    const ids = [
      sequence,
      ...(this.#twinDistance === undefined ? [] : [sequence + this.#twinDistance]),
    ];
    for (const id of ids) {
      if (!this.#native.removeRange(this.#memory, id, from === 0 ? -1 : from, until)) {
        throw new AppError('worker.failed', `The model cannot cut a sequence at ${from} tokens.`);
      }
    }
  }

  /** Keys and values of a sequence as bytes, for {@link restore}. */
  save(sequence: number): Uint8Array {
    if (this.#twinDistance === undefined) return this.#read(sequence);
    const length = this.#native.lastPosition(this.#memory, sequence) + 1;
    const pieces: StatePiece[] = [];
    for (let from = 0; from < length; from += this.#pieceTokens) {
      const until = Math.min(length, from + this.#pieceTokens);
      this.share(sequence, this.sequences, from, until);
      pieces.push({ from, until, bytes: this.#read(this.sequences) });
      this.cut(this.sequences, 0);
    }
    return packPieces(pieces);
  }

  /** Fills an empty sequence with what {@link save} gave; false when it does not fit or match. */
  restore(sequence: number, bytes: Uint8Array): boolean {
    if (this.#twinDistance === undefined) return this.#write(sequence, bytes);
    const pieces = unpackPieces(bytes);
    const areWritten = pieces?.every((piece) => {
      if (!this.#write(this.sequences, piece.bytes)) return false;
      this.share(this.sequences, sequence, piece.from, piece.until);
      this.cut(this.sequences, 0);
      return true;
    });
    if (areWritten !== true) this.cut(sequence, 0);
    return areWritten === true;
  }

  #read(sequence: number): Uint8Array {
    const bytes = new Uint8Array(Number(this.#native.stateSize(this.#pointer, sequence)));
    const written = this.#native.readState(this.#pointer, bytes, bytes.length, sequence);
    return bytes.subarray(0, Number(written));
  }

  #write(sequence: number, bytes: Uint8Array): boolean {
    const read = this.#native.writeState(this.#pointer, bytes, bytes.length, sequence);
    if (Number(read) === 0) this.cut(sequence, 0);
    return Number(read) > 0;
  }

  /** Forgets every sequence. */
  clear(): void {
    this.#native.clearMemory(this.#memory, false);
  }

  dispose(): void {
    this.#batch.dispose();
    this.#native.freeContext(this.#pointer);
  }
}

/** Rows of outputs that one context has at most, before and after it has grown its buffer. */
const maxViews = 2 * maxSequences;

/**
 * Copying a megabyte for each token takes longer than looking at it. llama.cpp uses the same rows
 * again and again, so that their views are kept: V8 counts each view's whole megabyte as garbage
 * to collect, which took a millisecond for each token.
 */
function floatsView(count: number): (pointer: Pointer) => Float32Array {
  const type = koffi.array('float', count, 'Typed');
  const views = new Map<bigint, Float32Array>();
  let canView = true;
  return (pointer) => {
    const address = koffi.address(pointer);
    const known = views.get(address);
    if (known !== undefined) return known;
    try {
      if (canView) {
        const view = new Float32Array(koffi.view(pointer, count * 4));
        if (views.size >= maxViews) views.clear();
        views.set(address, view);
        return view;
      }
    } catch {
      // Electron's memory cage allows no views of native memory.
      canView = false;
    }
    const values: unknown = koffi.decode(pointer, type);
    if (values instanceof Float32Array) return values;
    throw new AppError('worker.failed', 'The logits have an unknown form.');
  };
}
