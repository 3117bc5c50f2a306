import { realpathSync } from 'node:fs';
import { AppError } from '../../../base/index.ts';
import { type ChildProcesses, WorkerClient } from '../../../host/index.ts';
import type { GgufSource } from '../../gguf/readGgufHeader.ts';
import { describeModel, describeModelFile } from './describeModelFile.ts';
import type { HeaderCalls } from './headerCalls.ts';
import type { ModelDescription } from './modelDescription.ts';

/** Reads what model files say of themselves. */
export interface HeaderReader {
  /**
   * A file of this machine. `name` is what to call it when it says nothing; `within` a folder above it,
   * of which more files are going to be read. Throws the system's errors.
   */
  file(
    path: string,
    options?: { name?: string | undefined; within?: string | undefined },
  ): Promise<ModelDescription>;
  /** A file that lies elsewhere. Throws what reading it throws. */
  elsewhere(source: GgufSource, name: string): Promise<ModelDescription>;
}

/** In this process, for programs and tests whose files are no stranger's. */
export const ownHeaderReader: HeaderReader = {
  file: (path, { name } = {}) => describeModelFile(path, name),
  elsewhere: describeModel,
};

/** A header takes milliseconds; one that was made to take long is not worth the wait. */
const maxMs = 20_000;

/**
 * In a confined process of its own, which opens those files and no others: headers are a stranger's
 * bytes, and one that was made for it keeps a process busy for seconds.
 */
export function createHeaderReader(children: ChildProcesses): HeaderReader & { release(): void } {
  const reads = new Set<string>();
  const client = new WorkerClient<HeaderCalls>(children, 'headers', {
    accessOf: (input) => {
      if ('path' in input) {
        reads.add(input.within ?? input.path);
        // A link may lead out of the folder.
        reads.add(realPathOf(input.path));
      }
      return { reads: [...reads], writes: [] };
    },
  });
  const inTime = async <Result>(call: (signal: AbortSignal) => Promise<Result>) => {
    const signal = AbortSignal.timeout(maxMs);
    try {
      return await call(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new AppError('model.damaged', 'Reading the header took too long.', { cause: error });
    }
  };
  return {
    file: (path, { name, within } = {}) =>
      inTime((signal) => client.call('file', { path, name, within }, { signal })),
    elsewhere: async (source, name) => {
      const { sizeBytes, maxHeaderBytes } = source;
      let bytes = await source.first(Math.min(firstBytes, sizeBytes));
      while (true) {
        const input = { bytes, sizeBytes, maxHeaderBytes, name };
        const answer = await inTime((signal) => client.call('bytes', input, { signal }));
        if ('description' in answer) return answer.description;
        bytes = await source.first(answer.neededBytes);
      }
    },
    release: () => client.stop(),
  };
}

const firstBytes = 1 << 20;

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // The process will meet the same error, and say which.
    return path;
  }
}
