import {
  InsufficientMemoryError,
  type Llama,
  type LlamaContext,
  type LlamaContextSequence,
  type LlamaEmbeddingContext,
  type LlamaModel,
} from 'node-llama-cpp';
import { AppError, toAppError } from '../../base/index.ts';
import type { ModelFile } from './engineCalls.ts';
import { verifyModelFile } from './verifyModelFile.ts';

/** Tokens that a prompt and its answer may have together. */
const generateContextTokens = 4_096;
/** Sentence embedders are trained on short texts; longer ones are cut. */
const embedContextTokens = 512;

/** A model in memory with the one context each kind of call needs, made at its first call. */
export class LoadedModel {
  readonly file: ModelFile;
  readonly model: LlamaModel;
  readonly #threads: number;
  #generating: { context: LlamaContext; sequence: LlamaContextSequence } | undefined;
  #embedding: { context: LlamaEmbeddingContext; contextTokens: number } | undefined;

  private constructor(file: ModelFile, model: LlamaModel, threads: number) {
    this.file = file;
    this.model = model;
    this.#threads = threads;
  }

  /** Errors: `model.missing`, `model.damaged`, `worker.failed` when memory does not suffice. */
  static async load(llama: Llama, file: ModelFile, options: LoadOptions): Promise<LoadedModel> {
    const { threads, signal } = options;
    await verifyModelFile(file, signal);
    try {
      const model = await llama.loadModel({ modelPath: file.path, loadSignal: signal });
      return new LoadedModel(file, model, threads);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw loadError(file, error);
    }
  }

  async sequence(): Promise<LlamaContextSequence> {
    if (this.#generating === undefined) {
      const contextSize = Math.min(this.model.trainContextSize, generateContextTokens);
      const context = await this.#guard(() =>
        this.model.createContext({ contextSize, threads: this.#threads }),
      );
      this.#generating = { context, sequence: context.getSequence() };
    }
    return this.#generating.sequence;
  }

  async embedding(): Promise<{ context: LlamaEmbeddingContext; contextTokens: number }> {
    if (this.#embedding === undefined) {
      const contextTokens = Math.min(this.model.trainContextSize, embedContextTokens);
      const context = await this.#guard(() =>
        this.model.createEmbeddingContext({
          contextSize: contextTokens,
          // An encoder sees all of its text at once.
          batchSize: contextTokens,
          threads: this.#threads,
        }),
      );
      this.#embedding = { context, contextTokens };
    }
    return this.#embedding;
  }

  async dispose(): Promise<void> {
    await this.model.dispose();
  }

  async #guard<T>(create: () => Promise<T>): Promise<T> {
    try {
      return await create();
    } catch (error) {
      throw loadError(this.file, error);
    }
  }
}

interface LoadOptions {
  threads: number;
  signal: AbortSignal;
}

function loadError(file: ModelFile, error: unknown): AppError {
  const { message } = toAppError(error);
  const options = { cause: error };
  return error instanceof InsufficientMemoryError
    ? new AppError('worker.failed', `Too little memory for ${file.path}: ${message}`, options)
    : new AppError('model.damaged', `llama.cpp cannot load ${file.path}: ${message}`, options);
}
