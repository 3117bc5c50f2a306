import type { AppError } from '../../../base/index.ts';
import type { StoredEndpoint } from '../../endpoints/endpointRepository.ts';
import type { StoredBatch } from '../storedBatches.ts';

/**
 * Why a server must not be asked for rows of a batch, although it has their role; undefined when it
 * may. Looked up once for a batch, then asked for each server.
 */
export type RefuseServer = (
  batch: Pick<StoredBatch, 'id' | 'kind'>,
) => ((endpoint: StoredEndpoint) => AppError | undefined) | undefined;
