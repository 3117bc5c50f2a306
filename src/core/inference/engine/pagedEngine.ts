import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { EngineStats } from '../../../contract/index.ts';
import { FreeCores, toAppError } from '../../base/index.ts';
import type { Handlers } from '../../host/index.ts';
import { LlamaModel } from './binding/model.ts';
import type { EngineCalls, EngineConfig, ModelFile } from './engineCalls.ts';
import { EmbeddingEngine } from './loop/embeddingEngine.ts';
import { noAdapter } from './loop/models/adapters.ts';
import { type StartedBackend, startBackend } from './loop/models/backend.ts';
import { LoadedModels } from './loop/models/loadedModels.ts';
import { type LoadedText, loadText } from './loop/models/loadedText.ts';
import { fitsBeside, planMemory } from './loop/models/memoryPlan.ts';
import { promptTokens, refuseUnknownTokens } from './loop/promptTokens.ts';
import { readStats } from './loop/readStats.ts';
import { EngineStatistics } from './loop/statistics.ts';
import type { Submission, TextEngine } from './loop/textEngine.ts';
import { ThrottledStream } from './loop/throttledStream.ts';
import { verifyModelFile } from './verifyModelFile.ts';

/** Long enough that a person's next request does not wait for the disk. */
const saveAfterIdleMs = 2_000;
/** While a person waits for an answer, so many of its steps go before one of a batch's texts. */
const stepsPerEmbedding = 4;
/**
 * Requests that are sent together come a millisecond or two apart. An engine that rests waits until
 * no other has come for so long: otherwise the first would be read alone and its answer then wait
 * while all others are read.
 */
const arrivalMs = 6;
const longestArrivalMs = 40;

export interface LoadedEmbedding {
  file: ModelFile;
  engine: EmbeddingEngine;
  dispose(): void;
}

/**
 * llama.cpp in this process: text models stay loaded while they fit beside one another, and one
 * embedding model. Every call goes through one loop of steps, so that two never fight for the
 * cores. ggml's threads spin: they are as many as the machine has free cores, and never more.
 */
export class PagedEngine implements Handlers<EngineCalls> {
  readonly #startedAtMs = performance.now();
  readonly #threads = availableParallelism();
  readonly #freeCores = new FreeCores({ cores: this.#threads });
  readonly #statistics = new EngineStatistics();
  readonly #texts = new LoadedModels<LoadedText>();
  readonly #embeddings = new LoadedModels<LoadedEmbedding>();
  readonly #notices: string[] = [];
  #started: Promise<StartedBackend> | undefined;
  #isLooping = false;
  #saveTimer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();

  readonly device: Handlers<EngineCalls>['device'] = async () => {
    const { backend } = await this.#start();
    return { backend, threads: this.#threads };
  };

  readonly generate: Handlers<EngineCalls>['generate'] = (input, { signal, emit }) => {
    const { model, config, request, priority, user, streams } = input;
    return this.#withText(model, config, signal, async (loaded) => {
      const { engine, prefixes } = loaded;
      const { tokens: prompt, stop } = promptTokens(loaded.model, request);
      const biased = Object.keys(request.logitBias ?? {}).map(Number);
      refuseUnknownTokens(loaded.model, [...biased, ...(request.stopTokens ?? [])]);
      engine.refuseTooLong(prompt.length, request.maxTokens);
      clearTimeout(this.#saveTimer);
      const paced = new ThrottledStream((text, logprobs) => emit({ text, logprobs }));
      const onText: Submission['onText'] = (text, logprobs) => {
        if (streams) paced.add(text, logprobs);
      };
      const adapter = await engine.adapters.idOf(request.adapter);
      // What is kept on the disk was computed with the model's own weights.
      const { prefixName } = request;
      if (prefixName !== undefined && adapter === noAdapter) {
        await prefixes?.prepare(prefixName, prompt);
      }
      signal.throwIfAborted();
      const onStarted = (): void => emit('started');
      const submission = {
        ...{ request, prompt, stop, priority, adapter, user, signal, onText, onStarted },
      };
      const result = engine.submit(submission);
      emit('accepted');
      return result.finally(() => paced.flush());
    });
  };

  readonly embed: Handlers<EngineCalls>['embed'] = ({ model, texts, priority }, { signal }) =>
    this.#withEmbedding(model, signal, ({ engine }) => engine.submit(texts, priority, signal));

  readonly countTokens: Handlers<EngineCalls>['countTokens'] = (input, { signal }) =>
    this.#withText(
      input.model,
      input.config,
      signal,
      async ({ model }) => model.tokenize(input.text).length,
    );

  readonly tokenize: Handlers<EngineCalls>['tokenize'] = (input, { signal }) =>
    this.#withText(input.model, input.config, signal, async ({ model, engine }) => {
      const { tokens } = promptTokens(model, input.request);
      const texts = tokens.map((token) => model.describe(token).token);
      return { tokens, texts, maxRequestTokens: engine.maxRequestTokens };
    });

  readonly detokenize: Handlers<EngineCalls>['detokenize'] = (input, { signal }) =>
    this.#withText(input.model, input.config, signal, async ({ model }) => {
      refuseUnknownTokens(model, input.tokens);
      return model.textOfTokens(input.tokens);
    });

  readonly stats: Handlers<EngineCalls>['stats'] = async (): Promise<EngineStats> =>
    readStats({
      backend: this.#started === undefined ? 'cpu' : (await this.#started).backend,
      threads: this.#threads,
      uptimeMs: performance.now() - this.#startedAtMs,
      statistics: this.#statistics,
      texts: this.#texts.all,
      notices: [
        ...new Set([...this.#notices, ...this.#texts.all.flatMap(({ notices }) => notices)]),
      ],
    });

  readonly plan: Handlers<EngineCalls>['plan'] = async ({ model, choice }) =>
    planMemory(model, choice);

  readonly save: Handlers<EngineCalls>['save'] = async () => {
    clearTimeout(this.#saveTimer);
    await this.#save();
    return null;
  };

  async #loop(): Promise<void> {
    if (this.#isLooping) return;
    this.#isLooping = true;
    try {
      await this.#awaitArrivals();
      // The turn lets messages in: a cancel, another request.
      for (let step = 0; ; step++) {
        await nextTurn();
        const text = this.#nextText(step);
        const embedding = this.#embeddings.all[0]?.engine;
        if (embedding?.hasInteractive === true) await embedding.step();
        else if (text !== undefined) {
          await text.step();
          const isTurn = !text.hasInteractive || step % stepsPerEmbedding === 0;
          if (embedding?.hasWork === true && isTurn) await embedding.step();
        } else if (embedding?.hasWork === true) await embedding.step();
        else break;
      }
    } finally {
      this.#isLooping = false;
    }
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => void this.#save(), saveAfterIdleMs);
  }

  /** In turn those that have work; while a person waits for some of them, those alone. */
  #nextText(step: number): TextEngine | undefined {
    const working = this.#texts.all.map(({ engine }) => engine).filter(({ hasWork }) => hasWork);
    const urgent = working.filter(({ hasInteractive }) => hasInteractive);
    const chosen = urgent.length > 0 ? urgent : working;
    return chosen[step % Math.max(1, chosen.length)];
  }

  async #awaitArrivals(): Promise<void> {
    const untilMs = performance.now() + longestArrivalMs;
    let before = 0;
    for (let count = this.#requestCount(); count > before; count = this.#requestCount()) {
      before = count;
      if (performance.now() + arrivalMs > untilMs) return;
      await sleep(arrivalMs);
    }
  }

  #requestCount(): number {
    return this.#texts.all.reduce((sum, { engine }) => sum + engine.requestCount, 0);
  }

  /** Saves the named prefixes, one saving at a time. A full disk is a notice, not a failure. */
  #save(): Promise<void> {
    this.#saving = this.#saving.then(async () => {
      try {
        for (const { prefixes } of this.#texts.all) await prefixes?.save();
      } catch (error) {
        const notice = `Prefixes could not be saved for the next start: ${toAppError(error).message}`;
        if (!this.#notices.includes(notice)) this.#notices.push(notice);
      }
    });
    return this.#saving;
  }

  #withText<T>(
    file: ModelFile,
    config: EngineConfig,
    signal: AbortSignal,
    work: (loaded: LoadedText) => Promise<T>,
  ): Promise<T> {
    const key = JSON.stringify([file.path, file.version, config]);
    const loader = {
      // How much memory of a GPU is free is not known here: there one model at a time.
      fits: async () => (await this.#start()).backend === 'cpu' && fitsBeside(file, config),
      replaces: (other: LoadedText) => other.file.path === file.path,
      load: async (whileAwaited: AbortSignal): Promise<LoadedText> => {
        const started = await this.#start();
        return loadText({ file, config, signal: whileAwaited, started, ...this.#parts });
      },
    };
    return this.#texts.use(key, loader, work, signal);
  }

  #withEmbedding<T>(
    file: ModelFile,
    signal: AbortSignal,
    work: (loaded: LoadedEmbedding) => Promise<T>,
  ): Promise<T> {
    const load = async (whileAwaited: AbortSignal): Promise<LoadedEmbedding> => {
      const { native, backend } = await this.#start();
      await verifyModelFile(file, whileAwaited);
      const model = LlamaModel.load(native, file.path, backend !== 'cpu');
      try {
        const engine = new EmbeddingEngine({ native, model, ...this.#parts });
        const dispose = (): void => {
          engine.dispose();
          model.dispose();
        };
        return { file, engine, dispose };
      } catch (error) {
        model.dispose();
        throw error;
      }
    };
    // Vectors of two models do not compare: a second one is only needed once the first is not.
    const loader = { fits: async () => false, replaces: () => false, load };
    return this.#embeddings.use(JSON.stringify([file.path, file.version]), loader, work, signal);
  }

  get #parts() {
    const wake = (): void => void this.#loop();
    const [threads, freeCores, statistics] = [this.#threads, this.#freeCores, this.#statistics];
    return { threads, freeCores, statistics, wake };
  }

  async #start(): Promise<StartedBackend> {
    this.#started ??= startBackend();
    const started = await this.#started;
    for (const notice of started.notices.splice(0)) this.#notices.push(notice);
    return started;
  }
}
