import { runInBackground } from '../../base/index.ts';
import type { Access } from '../confinement/access.ts';

/** The native libraries that can crash, and what reads strangers' bytes, each in a process of its own. */
export type WorkerName = 'engine' | 'whisper' | 'media' | 'vision' | 'headers';

/** One running child process. Messages are structured clones: typed arrays pass unchanged. */
export interface ChildProcess {
  readonly pid: number | undefined;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, also when the process could not be started. */
  onExit(listener: (reason: string) => void): void;
  kill(): void;
}

/**
 * Starts `src/processes/NAME`, which may open what `access` names where the system can hold it to
 * that. Electron uses utilityProcess, Node uses fork.
 */
export interface ChildProcesses {
  start(worker: WorkerName, access: Access): ChildProcess;
}

/**
 * What a worker's process finds in its environment.
 * Engine: OpenMP keeps a team of spinning threads for each thread that ever computed, and the
 * engine's steps run on Node's pool. With its usual four threads three idle teams would take the
 * cores from the one that works; one answer alone took 1.7 times as long.
 * Vision, whisper: onnxruntime sends telemetry unless this variable forbids it.
 */
export function workerEnvironment(worker: WorkerName): Record<string, string> {
  switch (worker) {
    case 'engine':
      return { UV_THREADPOOL_SIZE: '1' };
    case 'vision':
    case 'whisper':
      return { ORT_DISABLE_TELEMETRY: '1' };
    case 'media':
    case 'headers':
      return {};
    default:
      return worker satisfies never;
  }
}

/**
 * What the core's process finds in its environment. Its threads share one pool for files: while four
 * long reads of a check or of videos take the usual four, a look at a small file would wait for them.
 */
export const coreEnvironment = { UV_THREADPOOL_SIZE: '16' } as const;

/** A person waits for the engine alone; the others work for ingest and get what is left, from the start. */
export function yieldToPeople(worker: WorkerName, processId: number | undefined): void {
  if (worker !== 'engine' && processId !== undefined) runInBackground(processId);
}
