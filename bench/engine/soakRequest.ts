import { AppError } from '../../src/core/base/index.ts';
import type { Inference } from '../../src/core/inference/index.ts';
import type { SoakShape } from './soakShapes.ts';

/** Runs one and says how it ended; throws what is neither an answer nor its own cancellation. */
export async function runSoakRequest(
  { languageModel, embedder }: Inference,
  shape: SoakShape,
): Promise<'done' | 'cancelled'> {
  if (shape.kind === 'embed') {
    await embedder.embed(shape.texts);
    return 'done';
  }
  const { request, priority, cancelAfterMs } = shape;
  const controller = new AbortController();
  const timer =
    cancelAfterMs === undefined ? undefined : setTimeout(() => controller.abort(), cancelAfterMs);
  try {
    await languageModel.generate(request, { priority, signal: controller.signal });
    return 'done';
  } catch (error) {
    if (error instanceof AppError && error.code === 'job.cancelled' && controller.signal.aborted) {
      return 'cancelled';
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
