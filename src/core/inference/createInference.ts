import { sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../base/index.ts';
import { type Host, WorkerClient } from '../host/index.ts';
import { profiledTexts } from './embeddingProfile.ts';
import type {
  EngineCalls,
  EngineConfig,
  EngineDevice,
  GenerateEvent,
  ModelFile,
  PoolChoice,
} from './engine/engineCalls.ts';
import { createEngineView, type EngineView } from './engineView.ts';
import type { Embedder, LanguageModel } from './languageModel.ts';
import type { InstalledModel, ModelSource } from './models/installedModel.ts';
import { retryOnce } from './retryOnce.ts';
import { type CpuSlots, SharedSlot } from './sharedSlot.ts';

export interface InferenceOptions {
  host: Host;
  models: ModelSource;
  /**
   * One is taken while anything is generated. Embedding takes none: the job or the batch that
   * embeds many texts already holds the slot, and a query's embedding takes milliseconds.
   */
  slots?: CpuSlots;
  /** What the user decided about the pool; asked at each call. Left out: the contract's defaults. */
  poolChoice?: () => PoolChoice;
  /** Files of LoRA adapters that requests may name; others make the engine's process start anew. */
  adapterPaths?: readonly string[];
  /** Where prefixes are kept over restarts; left out: nowhere. */
  prefixesDir?: string;
}

export interface Inference {
  readonly languageModel: LanguageModel;
  readonly embedder: Embedder;
  readonly engine: EngineView;
  /** Where the models run: the GPU's backend or `cpu`. Starts the engine process. */
  device(): Promise<EngineDevice>;
  /** The engine's process, when it runs. */
  readonly pid: number | undefined;
  /** Saves what is worth keeping, then ends the engine process; within two seconds. */
  dispose(): Promise<void>;
}

/** A person who thinks for a while between two drafts does not wait for the model again. */
const engineIdleMs = 5 * 60_000;
/** The engine lets go of a cancelled request after its step, which can take seconds when busy. */
const engineCancelGraceMs = 20_000;
/** Loading a large model from a slow disk blocks the engine's process, and is no reason to kill it. */
const engineStuckMs = 10 * 60_000;

function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Saving prefixes takes milliseconds; an app that ends does not wait for more. */
const saveMs = 1_000;

const defaultChoice: PoolChoice = { poolTokens: 0, kvType: 'f16' };

/** The local models in one child process, which starts at the first call. */
export function createInference(options: InferenceOptions): Inference {
  const { host, models } = options;
  // Files that the user has elsewhere. All that were used stay: the process would otherwise be
  // replaced with each turn between two models.
  const linkedPaths = new Set<string>(options.adapterPaths);
  const client = new WorkerClient<EngineCalls>(host.children, 'engine', {
    idleMs: engineIdleMs,
    cancelGraceMs: engineCancelGraceMs,
    stuckMs: engineStuckMs,
    accessOf: (input) => {
      if (input !== null && 'model' in input && !isBelow(host.paths.models, input.model.path)) {
        linkedPaths.add(input.model.path);
      }
      if (input !== null && 'request' in input && 'adapter' in input.request) {
        linkedPaths.add(input.request.adapter.path);
      }
      return {
        reads: [host.paths.models, ...linkedPaths],
        writes: options.prefixesDir === undefined ? [] : [options.prefixesDir],
      };
    },
  });
  const config = (): EngineConfig => ({
    ...(options.poolChoice?.() ?? defaultChoice),
    prefixesDir: options.prefixesDir,
  });
  return {
    languageModel: createLanguageModel({ client, models, config, slots: options.slots }),
    embedder: createEmbedder(client, models, host),
    engine: createEngineView({ client, models, config }),
    device: () => client.call('device', null),
    get pid() {
      return client.pid;
    },
    dispose: async () => {
      if (client.pid !== undefined) await save(client);
      client.stop();
    },
  };
}

/** A process that crashed or hangs has nothing to save any more. */
async function save(client: WorkerClient<EngineCalls>): Promise<void> {
  const saved = client.call('save', null).catch(() => {});
  await Promise.race([saved, sleep(saveMs, undefined, { ref: false })]);
}

interface LanguageModelParts {
  client: WorkerClient<EngineCalls>;
  models: ModelSource;
  config: () => EngineConfig;
  slots: CpuSlots | undefined;
}

function createLanguageModel({ client, models, config, slots }: LanguageModelParts): LanguageModel {
  const slot = slots === undefined ? undefined : new SharedSlot(slots);
  return {
    model: (modelId) => models.require('generate', modelId),
    generate: async (request, control = {}) => {
      const {
        signal,
        onText,
        onAccepted,
        onStarted,
        priority = 'interactive',
        user = '',
        modelId,
      } = control;
      const model = fileOf(await models.require('generate', modelId));
      // An engine that ended took all its requests with it; one that had said nothing yet can be
      // asked again without anybody seeing it.
      let hasText = false;
      const onEvent = (event: GenerateEvent): void => {
        if (event === 'accepted') {
          onAccepted?.();
          return;
        }
        if (event === 'started') {
          onStarted?.();
          return;
        }
        hasText = true;
        onText?.(event.text, event.logprobs);
      };
      const call = () => {
        const streams = onText !== undefined;
        const input = { model, config: config(), request, priority, user, streams };
        return client.call('generate', input, definedOnly({ signal, onEvent }));
      };
      const calls = () => retryOnce(call, () => !hasText);
      return slot === undefined ? calls() : slot.use({ priority, signal }, calls);
    },
    countTokens: async (text) => {
      const model = fileOf(await models.require('generate'));
      return client.call('countTokens', { model, config: config(), text });
    },
    tokenize: async (request) => {
      const model = fileOf(await models.require('generate'));
      return client.call('tokenize', { model, config: config(), request });
    },
    detokenize: async (tokens) => {
      const model = fileOf(await models.require('generate'));
      return client.call('detokenize', { model, config: config(), tokens });
    },
  };
}

function createEmbedder(
  client: WorkerClient<EngineCalls>,
  models: ModelSource,
  host: Host,
): Embedder {
  return {
    model: (version) => embeddingModel(models, version),
    embed: async (texts, { signal, priority, version, as, onTruncated, onTokens } = {}) => {
      if (texts.length === 0) return [];
      const installed = await embeddingModel(models, version);
      const told = profiledTexts(texts, installed.embedding, as);
      const { vectors, truncatedCount, tokenCount } = await client.call(
        'embed',
        {
          ...{ model: fileOf(installed), texts: told.texts },
          priority: priority ?? (texts.length === 1 ? 'interactive' : 'batch'),
        },
        definedOnly({ signal }),
      );
      if (truncatedCount > 0) {
        host.logger.warn('texts were truncated to the embedding model’s context', {
          truncatedCount,
        });
        onTruncated?.(truncatedCount);
      }
      onTokens?.(tokenCount);
      return vectors.map(told.centred);
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
  throw new AppError(
    'model.missing',
    'The model that created the library’s embeddings is not installed.',
  );
}

function fileOf({ id, path, version }: InstalledModel): ModelFile {
  return { id, path, version };
}

/** Without the keys whose value is undefined, as exact optional properties want it. */
function definedOnly<T extends object>(
  options: T,
): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}
