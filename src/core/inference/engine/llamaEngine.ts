import { availableParallelism } from 'node:os';
import { getLlama, type Llama, LlamaLogLevel } from 'node-llama-cpp';
import { AppError, toAppError } from '../../base/index.ts';
import type { Handlers } from '../../host/index.ts';
import { embedText } from './embedText.ts';
import type { EngineCalls, EngineDevice, ModelFile } from './engineCalls.ts';
import { generateText } from './generateText.ts';
import { LoadedModel } from './loadedModel.ts';
import { WorkLane } from './workLane.ts';

/** A query's embedding takes milliseconds and a person waits; a draft takes seconds. */
const ranks = { embedBatch: 0, generate: 1, interactive: 2 } as const;

/**
 * llama.cpp in this process: one text model and one embedding model stay loaded, one call runs
 * at a time. ggml's threads spin, so they are as many as cores and never more.
 */
export class LlamaEngine implements Handlers<EngineCalls> {
  readonly #lane = new WorkLane();
  readonly #threads = availableParallelism();
  readonly #loaded = new Map<'generate' | 'embed', LoadedModel>();
  #llama: Promise<Llama> | undefined;

  readonly device: Handlers<EngineCalls>['device'] = async () => this.#device();

  readonly generate: Handlers<EngineCalls>['generate'] = ({ model, request }, context) =>
    this.#lane.run(ranks.generate, context.signal, async (giveWay) => {
      const loaded = await this.#load('generate', model, context.signal);
      return generateText({
        llama: await this.#start(),
        loaded,
        request,
        signal: context.signal,
        onText: context.emit,
        giveWay,
      });
    });

  readonly embed: Handlers<EngineCalls>['embed'] = ({ model, texts, priority }, { signal }) => {
    const rank = priority === 'interactive' ? ranks.interactive : ranks.embedBatch;
    return this.#lane.run(rank, signal, async (giveWay) => {
      const vectors: Float32Array[] = [];
      let truncatedCount = 0;
      for (const text of texts) {
        const loaded = await this.#load('embed', model, signal);
        const { vector, truncated } = await embedText(loaded, text);
        vectors.push(vector);
        if (truncated) truncatedCount++;
        await giveWay();
        signal.throwIfAborted();
      }
      return { vectors, truncatedCount };
    });
  };

  readonly countTokens: Handlers<EngineCalls>['countTokens'] = ({ model, text }, { signal }) =>
    this.#lane.run(ranks.generate, signal, async () => {
      const loaded = await this.#load('generate', model, signal);
      return loaded.model.tokenize(text).length;
    });

  readonly unload: Handlers<EngineCalls>['unload'] = (_input, { signal }) =>
    this.#lane.run(ranks.embedBatch, signal, async () => {
      for (const loaded of this.#loaded.values()) await loaded.dispose();
      this.#loaded.clear();
      return null;
    });

  async #device(): Promise<EngineDevice> {
    const { gpu } = await this.#start();
    return { backend: gpu === false ? 'cpu' : gpu, threads: this.#threads };
  }

  async #load(
    use: 'generate' | 'embed',
    file: ModelFile,
    signal: AbortSignal,
  ): Promise<LoadedModel> {
    const present = this.#loaded.get(use);
    if (present?.file.version === file.version && present.file.path === file.path) return present;
    this.#loaded.delete(use);
    await present?.dispose();
    const llama = await this.#start();
    const loaded = await LoadedModel.load(llama, file, { threads: this.#threads, signal });
    this.#loaded.set(use, loaded);
    return loaded;
  }

  #start(): Promise<Llama> {
    this.#llama ??= startLlama(this.#threads);
    return this.#llama;
  }
}

/** The best GPU that the shipped libraries can use, otherwise the CPU; never builds or downloads. */
async function startLlama(maxThreads: number): Promise<Llama> {
  const options = {
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
    maxThreads,
  } as const;
  try {
    return await getLlama({ ...options, gpu: 'auto' });
  } catch {
    // A broken GPU driver must not take the CPU away; `device` tells which one runs.
  }
  try {
    return await getLlama({ ...options, gpu: false });
  } catch (error) {
    throw new AppError('worker.failed', `llama.cpp cannot start: ${toAppError(error).message}`, {
      cause: error,
    });
  }
}
