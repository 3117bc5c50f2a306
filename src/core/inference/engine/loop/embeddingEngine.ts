import koffi from 'koffi';
import { AppError, type FreeCores } from '../../../base/index.ts';
import { BatchMemory, type BatchToken } from '../binding/batchMemory.ts';
import type { LlamaFunctions } from '../binding/functions.ts';
import type { LlamaModel } from '../binding/model.ts';
import type { NativeStruct, Pointer } from '../binding/structs.ts';
import type { EmbedOutput } from '../engineCalls.ts';
import type { EngineStatistics } from './statistics.ts';

/** Sentence embedders are trained on short texts; longer ones are cut. */
const maxTextTokens = 512;
const stepTokens = 512;
const maxTextsPerStep = 32;

interface Text {
  tokens: number[];
  place: number;
  call: Call;
}

interface Call {
  isInteractive: boolean;
  vectors: Float32Array[];
  truncatedCount: number;
  tokenCount: number;
  left: number;
  signal: AbortSignal;
  resolve(output: EmbedOutput): void;
  reject(error: unknown): void;
}

export interface EmbeddingEngineOptions {
  native: LlamaFunctions;
  model: LlamaModel;
  threads: number;
  statistics: EngineStatistics;
  freeCores: FreeCores;
  /** Called when there is work to step through. */
  wake: () => void;
}

/** Texts to unit vectors, several texts a step; interactive calls before batches. */
export class EmbeddingEngine {
  readonly #options: EmbeddingEngineOptions;
  readonly #context: Pointer;
  readonly #batch: BatchMemory;
  readonly #textTokens: number;
  readonly #size: number;
  #waiting: Text[] = [];

  constructor(options: EmbeddingEngineOptions) {
    const { native, model, threads } = options;
    this.#options = options;
    const context = native.createContext(model.pointer, {
      ...native.contextDefaults(),
      n_ctx: stepTokens,
      n_batch: stepTokens,
      n_ubatch: stepTokens,
      n_seq_max: maxTextsPerStep,
      n_threads: threads,
      n_threads_batch: threads,
      kv_unified: true,
      embeddings: true,
    });
    if (context === null) {
      throw new AppError('worker.failed', 'Not enough memory for the embedding model.');
    }
    this.#context = context;
    this.#batch = new BatchMemory(stepTokens, 1, 0);
    this.#textTokens = Math.min(model.contextTokens, maxTextTokens);
    this.#size = native.embeddingSize(model.pointer);
  }

  get hasWork(): boolean {
    return this.#waiting.length > 0;
  }

  get hasInteractive(): boolean {
    return this.#waiting.some(({ call }) => call.isInteractive);
  }

  /** Vectors in the order of the texts. Errors: the signal's reason when it aborts. */
  submit(
    texts: readonly string[],
    priority: 'interactive' | 'batch',
    signal: AbortSignal,
  ): Promise<EmbedOutput> {
    return new Promise((resolve, reject) => {
      const call: Call = {
        isInteractive: priority === 'interactive',
        vectors: [],
        truncatedCount: 0,
        tokenCount: 0,
        left: texts.length,
        signal,
        resolve,
        reject,
      };
      if (texts.length === 0) resolve({ vectors: [], truncatedCount: 0, tokenCount: 0 });
      for (const [place, text] of texts.entries()) {
        const tokens = this.#tokensOf(text, call);
        call.tokenCount += tokens.length;
        this.#waiting.push({ tokens, place, call });
      }
      this.#options.wake();
    });
  }

  /** Computes what fits one step. */
  async step(): Promise<void> {
    this.#dropAborted();
    const texts = this.#next();
    if (texts.length === 0) return;
    try {
      await this.#compute(texts);
      for (const [sequence, text] of texts.entries()) this.#take(text, this.#vectorOf(sequence));
    } catch (error) {
      const calls = new Set(texts.map(({ call }) => call));
      this.#waiting = this.#waiting.filter(({ call }) => !calls.has(call));
      for (const call of calls) call.reject(error);
    }
  }

  dispose(): void {
    this.#batch.dispose();
    this.#options.native.freeContext(this.#context);
  }

  /** With the tokens that begin and end a text; the end stays when the text is cut. */
  #tokensOf(text: string, call: Call): number[] {
    const { model } = this.#options;
    const tokens = model.tokenizeWhole(text);
    if (tokens.length > this.#textTokens) {
      call.truncatedCount++;
      return [...tokens.slice(0, this.#textTokens - 1), ...tokens.slice(-1)];
    }
    // A model that marks no begin still needs something to look at.
    return tokens.length > 0 ? tokens : [Math.max(0, model.endToken)];
  }

  #next(): Text[] {
    const ordered = this.#waiting.toSorted(
      (a, b) => Number(b.call.isInteractive) - Number(a.call.isInteractive),
    );
    const texts: Text[] = [];
    let tokens = 0;
    for (const text of ordered) {
      tokens += text.tokens.length;
      if (tokens > stepTokens || texts.length === maxTextsPerStep) break;
      // A person's query is not held up by texts of a batch beside it.
      if (texts[0] !== undefined && texts[0].call.isInteractive !== text.call.isInteractive) break;
      texts.push(text);
    }
    const taken = new Set(texts);
    this.#waiting = this.#waiting.filter((text) => !taken.has(text));
    return texts;
  }

  async #compute(texts: readonly Text[]): Promise<void> {
    const { native, freeCores } = this.#options;
    const threads = freeCores.threads();
    native.setThreads(this.#context, threads, threads);
    const memory = native.memoryOf(this.#context);
    if (memory !== null) native.clearMemory(memory, false);
    const tokens: BatchToken[] = texts.flatMap((text, sequence) =>
      text.tokens.map((token, position) => ({ token, position, sequence, output: true })),
    );
    const batch: NativeStruct = this.#batch.fill(tokens);
    const code = await new Promise<number>((resolve, reject) => {
      native.decode.async(this.#context, batch, (error, result) =>
        error === null ? resolve(result) : reject(error),
      );
    });
    if (code !== 0) throw new AppError('worker.failed', `llama_decode answered ${code}.`);
    this.#options.statistics.embeddedTokens += tokens.length;
  }

  #vectorOf(sequence: number): Float32Array {
    const pointer = this.#options.native.embeddingOf(this.#context, sequence);
    if (pointer === null) {
      throw new AppError('worker.failed', 'The model gives no vector of a whole text.');
    }
    const values: unknown = koffi.decode(pointer, koffi.array('float', this.#size, 'Typed'));
    if (!(values instanceof Float32Array)) {
      throw new AppError('worker.failed', 'The vector has an unknown form.');
    }
    const length = Math.hypot(...values);
    return values.map((value) => (length === 0 ? 0 : value / length));
  }

  #take({ call, place }: Text, vector: Float32Array): void {
    call.vectors[place] = vector;
    call.left--;
    if (call.left > 0) return;
    const { vectors, truncatedCount, tokenCount } = call;
    call.resolve({ vectors, truncatedCount, tokenCount });
  }

  #dropAborted(): void {
    const aborted = this.#waiting.filter(({ call }) => call.signal.aborted);
    if (aborted.length === 0) return;
    this.#waiting = this.#waiting.filter(({ call }) => !call.signal.aborted);
    for (const { call } of aborted) {
      call.reject(new AppError('job.cancelled', 'Cancelled.'));
    }
  }
}
