import type { Library } from '../db/index.ts';
import { resolveVideoId } from '../library/index.ts';
import { listOutliersTask, measureVideoTask, shareOfVoiceTask } from '../memory/index.ts';
import { api } from './implementer.ts';

/** Measures of videos, from their snapshots up to a moment. */
export function memoryHandlers({ library }: { library: Library }) {
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
    shareOfVoice: memory.shareOfVoice.handler(async ({ input, signal }) => {
      const asOfMs = input.asOfMs ?? library.clock.nowMs();
      return { asOfMs, ...(await readers.run(shareOfVoiceTask, { ...input, asOfMs }, { signal })) };
    }),
  };
}
