import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { freePort } from './freePort.ts';
import type { RunningServer } from './postgres.ts';
import { cacheDir, pythonEnvironment, run } from './tools.ts';

const startMs = 300_000;
const makeModels = fileURLToPath(new URL('makeModels.py', import.meta.url));

export type TestModel = 'chat' | 'embedding' | 'vision' | 'transcription' | 'rerank';

/** Folders of small models with random weights: they speak the protocol, not sense. */
export async function modelFolders(python: string): Promise<Record<TestModel, string>> {
  const folder = join(cacheDir, 'models-4');
  // The last one that is made.
  if (!existsSync(join(folder, 'rerank', 'config.json'))) {
    await run(python, makeModels, folder);
  }
  const of = (name: TestModel): string => join(folder, name);
  return {
    chat: of('chat'),
    embedding: of('embedding'),
    vision: of('vision'),
    transcription: of('transcription'),
    rerank: of('rerank'),
  };
}

export interface VllmOptions {
  python: string;
  model: string;
  /** What clients call the model. */
  servedName: string;
  key: string;
  port?: number;
  /** More of the server's own options. */
  options?: readonly string[];
  /** Ends a server that is starting. */
  signal?: AbortSignal;
  /** On one processor of the machine's, so that what asks it has the others. */
  onOneProcessor?: boolean;
}

/** A real vLLM on this machine's processor, on loopback. */
export async function startVllm(options: VllmOptions): Promise<RunningServer & { port: number }> {
  const { python, model, servedName, key } = options;
  const port = options.port ?? (await freePort());
  const logFile = join(cacheDir, `vllm-${servedName}.log`);
  const log = openSync(logFile, 'w');
  const child = spawn(
    python,
    [
      ...['-m', 'vllm.entrypoints.openai.api_server', '--model', model],
      ...['--served-model-name', servedName, '--host', '127.0.0.1', '--port', `${port}`],
      ...['--api-key', key, '--enforce-eager', '--max-num-seqs', '64'],
      ...(options.options ?? []),
    ],
    {
      stdio: ['ignore', log, log],
      // A group of its own: the engine is a process of the server's.
      detached: true,
      env: {
        ...pythonEnvironment(),
        HF_HUB_OFFLINE: '1',
        VLLM_NO_USAGE_STATS: '1',
        DO_NOT_TRACK: '1',
        VLLM_CPU_KVCACHE_SPACE: '1',
        VLLM_HOST_IP: '127.0.0.1',
        ...(options.onOneProcessor === true && { VLLM_CPU_OMP_THREADS_BIND: '0' }),
      },
    },
  );
  closeSync(log);
  const end = (): void => void stop(child);
  options.signal?.addEventListener('abort', end);
  try {
    await healthy(port, child);
  } catch (cause) {
    await stop(child);
    const tail = (await readFile(logFile, 'utf8')).split('\n').slice(-25).join('\n');
    throw new Error(`vLLM did not start:\n${tail}`, { cause });
  } finally {
    options.signal?.removeEventListener('abort', end);
  }
  return { url: `http://127.0.0.1:${port}`, port, stop: () => stop(child) };
}

async function healthy(port: number, child: ChildProcess): Promise<void> {
  const until = Date.now() + startMs;
  while (Date.now() < until) {
    if (hasEnded(child)) throw new Error(`It ended with ${child.exitCode ?? child.signalCode}.`);
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('It was not healthy in five minutes.');
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}
