import type { MemoryPlan } from '../../../../../contract/index.ts';
import { AppError, type FreeCores } from '../../../../base/index.ts';
import { LlamaContext } from '../../binding/context.ts';
import { LlamaModel } from '../../binding/model.ts';
import type { EngineConfig, ModelFile } from '../../engineCalls.ts';
import { verifyModelFile } from '../../verifyModelFile.ts';
import { NamedPrefixes } from '../prefixes/namedPrefixes.ts';
import { PrefixStore } from '../prefixes/prefixStore.ts';
import type { EngineStatistics } from '../statistics.ts';
import { stepTokenBudget, TextEngine } from '../textEngine.ts';
import type { StartedBackend } from './backend.ts';
import { planMemory } from './memoryPlan.ts';
import { refuseTooLarge } from './refuseTooLarge.ts';

/** A model that writes, its pool, and the prefixes kept for it. */
export interface LoadedText {
  file: ModelFile;
  model: LlamaModel;
  plan: MemoryPlan;
  engine: TextEngine;
  prefixes: NamedPrefixes | undefined;
  store: PrefixStore | undefined;
  notices: string[];
  dispose(): void;
}

export interface LoadOptions {
  started: StartedBackend;
  file: ModelFile;
  config: EngineConfig;
  threads: number;
  statistics: EngineStatistics;
  freeCores: FreeCores;
  /** Called when there is work to step through. */
  wake: () => void;
  signal: AbortSignal;
}

/** Errors: `model.missing`, `model.damaged`, `model.tooLarge`, `worker.failed` when memory does not suffice. */
export async function loadText(options: LoadOptions): Promise<LoadedText> {
  const { file, config, signal, started, threads, statistics, freeCores, wake } = options;
  if (started.backend === 'cpu') await refuseTooLarge(file);
  await verifyModelFile(file, signal);
  const plan = await planMemory(file, config);
  const { model, context, notices } = open(options, plan);
  const { native } = started;
  const { bytesPerToken } = plan;
  const parts = { native, model, context, bytesPerToken, statistics, freeCores, wake };
  const engine = new TextEngine(parts);
  if (!model.canShare) {
    notices.push('This model keeps a running state: prompts that begin alike are computed anew.');
  }
  const store = config.prefixesDir === undefined ? undefined : storeOf(config.prefixesDir, options);
  await store?.tidy();
  return {
    file,
    model,
    plan: { ...plan, maxRequestTokens: engine.maxRequestTokens },
    engine,
    prefixes:
      store === undefined || !model.canShare
        ? undefined
        : new NamedPrefixes(engine, context, store),
    store,
    notices,
    dispose: () => {
      context.dispose();
      model.dispose();
    },
  };

  function storeOf(folder: string, { file: { version } }: LoadOptions): PrefixStore {
    return new PrefixStore(folder, `${version} ${config.kvType} ${threads} 2`);
  }
}

/** On the GPU when there is one; on the CPU, once and with a notice, when that fails. */
function open({ started, file, config, threads }: LoadOptions, plan: MemoryPlan) {
  const { native, backend } = started;
  const notices: string[] = [];
  const attempt = (gpu: boolean) => {
    const model = LlamaModel.load(native, file.path, gpu);
    try {
      const { poolTokens } = plan;
      const { kvType } = config;
      const batchTokens = Math.min(stepTokenBudget, poolTokens);
      const options = { poolTokens, batchTokens, kvType, threads, gpu };
      return { model, context: new LlamaContext(native, model, options), notices };
    } catch (error) {
      model.dispose();
      throw error;
    }
  };
  if (backend === 'cpu') return attempt(false);
  try {
    return attempt(true);
  } catch (error) {
    const why = error instanceof AppError ? error.message : String(error);
    notices.push(`The GPU (${backend}) failed, using the CPU instead: ${why}`);
    return attempt(false);
  }
}
