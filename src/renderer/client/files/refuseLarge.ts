import { ORPCError } from '@orpc/client';
import { hintFor, maxMessageBytes } from '../../../contract/index.ts';
import { appMessages } from '../../messages/app.ts';
import { formatBytes } from '../formats/format.ts';

/** Refuses a message that the host would not take. Errors: `usage.invalid` as an ORPCError. */
export function refuseLarge(data: string | Blob | ArrayBufferView | ArrayBufferLike): void {
  const sizeBytes = sizeOf(data);
  if (sizeBytes <= maxMessageBytes) return;
  const message = appMessages.tooLarge(formatBytes(sizeBytes), formatBytes(maxMessageBytes));
  throw new ORPCError('usage.invalid', { message, data: { hint: hintFor('usage.invalid') } });
}

function sizeOf(data: string | Blob | ArrayBufferView | ArrayBufferLike): number {
  // A character takes three bytes at most: short texts need no counting.
  if (typeof data === 'string') {
    return data.length * 3 <= maxMessageBytes
      ? data.length
      : new TextEncoder().encode(data).byteLength;
  }
  return data instanceof Blob ? data.size : data.byteLength;
}
