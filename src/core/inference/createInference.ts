import { AppError, interactivePriority } from '../base/index.ts';
import { type Host, WorkerClient } from '../host/index.ts';
import type { InstalledModel, ModelSource } from '../models/index.ts';
import type { EngineCalls, EngineDevice, ModelFile } from './engine/engineCalls.ts';
import type { Embedder, LanguageModel } from './languageModel.ts';

/** A line for heavy work, shared with the job queue, so that two never fight for the cores. */
export interface CpuSlots {
  run<T>(
    resource: 'cpu',
    priority: number,
    signal: AbortSignal | undefined,
    fn: () => T | Promise<T>,
  ): Promise<T>;
}

export interface InferenceOptions {
  host: Host;
  models: ModelSource;
  /**
   * Taken for each generation. Embedding takes none: the job that embeds many texts already
   * holds the slot, and a query's embedding takes milliseconds.
   */
  slots?: CpuSlots;
}

export interface Inference {
  readonly languageModel: LanguageModel;
  readonly embedder: Embedder;
  /** Where the models run: the GPU's backend or `cpu`. Starts the engine process. */
  device(): Promise<EngineDevice>;
  /** The engine's process, when it runs. */
  readonly pid: number | undefined;
  /** Ends the engine process. */
  dispose(): void;
}

/** A person who thinks for a while between two drafts does not wait for the model again. */
const engineIdleMs = 5 * 60_000;

/** The local models in one child process, which starts at the first call. */
export function createInference({ host, models, slots }: InferenceOptions): Inference {
  const client = new WorkerClient<EngineCalls>(host.children, 'engine', { idleMs: engineIdleMs });
  return {
    languageModel: createLanguageModel(client, models, slots),
    embedder: createEmbedder(client, models, host),
    device: () => client.call('device', null),
    get pid() {
      return client.pid;
    },
    dispose: () => client.stop(),
  };
}

function createLanguageModel(
  client: WorkerClient<EngineCalls>,
  models: ModelSource,
  slots: CpuSlots | undefined,
): LanguageModel {
  return {
    model: () => models.require('generate'),
    generate: async (request, { signal, onText } = {}) => {
      const model = fileOf(await models.require('generate'));
      const call = () =>
        client.call('generate', { model, request }, definedOnly({ signal, onEvent: onText }));
      return slots === undefined ? call() : slots.run('cpu', interactivePriority, signal, call);
    },
    countTokens: async (text) => {
      const model = fileOf(await models.require('generate'));
      return client.call('countTokens', { model, text });
    },
  };
}

function createEmbedder(
  client: WorkerClient<EngineCalls>,
  models: ModelSource,
  host: Host,
): Embedder {
  return {
    model: () => models.require('embed'),
    embed: async (texts, { signal, priority, version, onTruncated } = {}) => {
      if (texts.length === 0) return [];
      const model = fileOf(await embeddingModel(models, version));
      const { vectors, truncatedCount } = await client.call(
        'embed',
        { model, texts, priority: priority ?? (texts.length === 1 ? 'interactive' : 'batch') },
        definedOnly({ signal }),
      );
      if (truncatedCount > 0) {
        host.logger.warn('texts were cut at the embedding model’s context', { truncatedCount });
        onTruncated?.(truncatedCount);
      }
      return vectors;
    },
  };
}

async function embeddingModel(
  models: ModelSource,
  version: string | undefined,
): Promise<InstalledModel> {
  if (version === undefined) return models.require('embed');
  const model = await models.withVersion('embed', version);
  if (model !== undefined) return model;
  throw new AppError('model.missing', 'The model that made the library’s vectors is gone.');
}

function fileOf({ path, version }: InstalledModel): ModelFile {
  return { path, version };
}

/** Without the keys whose value is undefined, as exact optional properties want it. */
function definedOnly<T extends object>(
  options: T,
): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}
