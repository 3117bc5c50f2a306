import { AppError } from '../base/index.ts';

/** Calls again, once, when the helper process ended in the middle and `mayRetry` says so. */
export async function retryOnce<T>(call: () => Promise<T>, mayRetry: () => boolean): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'worker.crashed' || !mayRetry()) throw error;
    return call();
  }
}
