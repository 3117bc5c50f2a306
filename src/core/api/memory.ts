import { AppError } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import type { JobQueue } from '../jobs/index.ts';
import { runNow } from '../jobs/index.ts';
import { resolveCodeId, resolveVideoId } from '../library/index.ts';
import {
  codeRecordsTask,
  listOutliersTask,
  type Measuring,
  measureChannelTask,
  measureVideoTask,
  patternRecordsTask,
  shareOfVoiceTask,
} from '../memory/index.ts';
import { api } from './implementer.ts';

export interface MemoryTools {
  library: Library;
  queue: JobQueue;
  measuring: Measuring;
  letJobsRun(): void;
}

/** Measures of videos, from their snapshots up to a moment. */
export function memoryHandlers({ library, queue, measuring, letJobsRun }: MemoryTools) {
  const { memory } = api;
  const { readers } = library;
  return {
    outliers: memory.outliers.handler(async ({ input, signal }) => {
      const asOfMs = input.asOfMs ?? library.clock.nowMs();
      return { asOfMs, ...(await readers.run(listOutliersTask, { ...input, asOfMs }, { signal })) };
    }),
    measures: memory.measures.handler(({ input, signal }) => {
      const videoId = resolveVideoId(library, input.videoId);
      const nowMs = library.clock.nowMs();
      const asOfMs = input.asOfMs ?? nowMs;
      return readers.run(measureVideoTask, { videoId, asOfMs, isPast: asOfMs < nowMs }, { signal });
    }),
    channel: memory.channel.handler(({ input, signal }) => {
      const asOfMs = input.asOfMs ?? library.clock.nowMs();
      return readers.run(measureChannelTask, { ...input, asOfMs }, { signal });
    }),
    patterns: memory.patterns.handler(({ input, signal }) => {
      const asOfMs = input.asOfMs ?? library.clock.nowMs();
      return readers.run(patternRecordsTask, { ...input, asOfMs }, { signal });
    }),
    codes: memory.codes.handler(({ input, signal }) => {
      const asOfMs = input.asOfMs ?? library.clock.nowMs();
      const withCodeId =
        input.withCodeId === undefined ? undefined : resolveCodeId(library, input.withCodeId);
      return readers.run(codeRecordsTask, { ...input, asOfMs, withCodeId }, { signal });
    }),
    refresh: memory.refresh.handler(async ({ signal }) => {
      const jobId = measuring.enqueue();
      if (jobId === undefined) return { measured: false };
      letJobsRun();
      const { id } = runNow(queue, jobId);
      const job = await queue.finished(id, signal);
      if (job.error !== undefined) throw new AppError(job.error.code, job.error.message);
      return { measured: true };
    }),
    shareOfVoice: memory.shareOfVoice.handler(async ({ input, signal }) => {
      const asOfMs = input.asOfMs ?? library.clock.nowMs();
      return { asOfMs, ...(await readers.run(shareOfVoiceTask, { ...input, asOfMs }, { signal })) };
    }),
  };
}
