import type { ErrorCode, ModelId } from '../../../../contract/index.ts';
import type { JobKind, StageContext } from '../../../jobs/index.ts';
import type { ModelStore } from '../createModelStore.ts';
import type { ModelProgress } from '../store/progressMeter.ts';

export interface ModelDownloadPayload {
  modelId: ModelId;
}

/** Models are downloaded one after the other: each is there sooner, and links keep their slots. */
export const modelDownloadKey = 'modelDownload';

const passing: readonly ErrorCode[] = ['network.unavailable'];

/**
 * Gets one model onto this machine's disk: downloads what is missing of it, checks it, and converts
 * it where its source has another format. What an earlier run downloaded is kept. The licence was
 * accepted before the job was queued.
 */
export function createModelDownloadKind(models: ModelStore): JobKind<ModelDownloadPayload> {
  return {
    kind: 'modelDownload',
    maxAttempts: 5,
    isRetryable: (code) => passing.includes(code),
    stages: [
      {
        name: 'download',
        weight: 1,
        resource: 'network',
        run: async (context) => {
          const { payload, signal } = context;
          const onProgress = (progress: ModelProgress): void => report(context, progress);
          await models.install(payload.modelId, { signal, onProgress });
        },
      },
    ],
  };
}

/** Verifying and converting follow the download, and are the shorter part. */
const downloadShare = 0.8;
const shareOf: Record<ModelProgress['step'], { from: number; share: number }> = {
  checking: { from: 0, share: 0 },
  downloading: { from: 0, share: downloadShare },
  converting: { from: downloadShare, share: 1 - downloadShare },
  verifying: { from: downloadShare, share: 1 - downloadShare },
};

function report(context: StageContext<ModelDownloadPayload>, progress: ModelProgress): void {
  const { step, doneBytes, totalBytes, timeLeftMs } = progress;
  const { from, share } = shareOf[step];
  const fraction = from + share * (totalBytes === 0 ? 0 : doneBytes / totalBytes);
  context.progress(fraction, {
    done: doneBytes,
    total: totalBytes,
    text: step,
    ...(timeLeftMs !== undefined && { timeLeftMs }),
  });
}
