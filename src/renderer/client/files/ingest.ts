import { ORPCError } from '@orpc/client';
import { useCallback } from 'react';
import type { IngestEvent } from '../../../contract/index.ts';
import { appMessages } from '../../messages/app.ts';
import { toast, toastError } from '../../ui/overlays/Toasts.tsx';
import { useApi } from '../api.ts';
import type { Client } from '../connection/connect.ts';
import { uploadFiles } from './uploadFiles.ts';

type IngestInput = Parameters<Client['videos']['ingest']>[0];

export interface Ingest {
  /** Takes in paths and links of the host, and files that were sent to it. */
  start(input: IngestInput): void;
  /** Sends dropped or chosen files to the host, then takes them in. */
  startFiles(files: readonly File[], input?: Pick<IngestInput, 'recordId'>): void;
  /** Takes in the sample library. */
  startSamples(): void;
}

/** Starts ingests whose progress is in the queue; here only what failed, and the sum, is told. */
export function useIngest(): Ingest {
  const { client } = useApi();
  const start = useCallback(
    (input: IngestInput) => void follow(client.videos.ingest(input)),
    [client],
  );
  const startFiles = useCallback(
    (files: readonly File[], input: Pick<IngestInput, 'recordId'> = {}) => {
      uploadFiles(files).then(
        (upload) => upload !== undefined && start({ uploads: [upload], ...input }),
        (error: unknown) => toastError(error, appMessages.ingest.notAdded),
      );
    },
    [start],
  );
  const startSamples = useCallback(() => void follow(client.videos.ingestSamples()), [client]);
  return { start, startFiles, startSamples };
}

/** Jobs stay in the queue when the page leaves: a lost connection here is no failure of theirs. */
async function follow(stream: Promise<AsyncIterable<IngestEvent>>): Promise<void> {
  const counts = { done: 0, duplicate: 0, failed: 0, cancelled: 0 };
  try {
    for await (const event of await stream) {
      if (event.type !== 'item') continue;
      counts[event.status] += 1;
      if (event.status === 'failed' && event.error !== undefined && event.jobId === undefined) {
        // With a job the queue shows the cause; without one this is the only place.
        const { code, message, hint } = event.error;
        toastError(new ORPCError(code, { message, data: { hint } }), nameOf(event.path));
      }
    }
  } catch (error) {
    if (error instanceof ORPCError) toastError(error);
    return;
  }
  const words = [
    counts.done > 0 ? appMessages.ingest.added(counts.done) : '',
    counts.duplicate > 0 ? appMessages.ingest.duplicate(counts.duplicate) : '',
    counts.failed > 0 ? appMessages.ingest.failed(counts.failed) : '',
  ].filter((part) => part !== '');
  if (words.length > 0) toast(words.join(', '), { good: counts.failed === 0 });
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
