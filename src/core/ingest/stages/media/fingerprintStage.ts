import type { Library } from '../../../db/index.ts';
import type { Stage } from '../../../jobs/index.ts';
import { findVideoByFile, hashFile } from '../../../library/index.ts';
import type { IngestPayload } from '../../ingestPayload.ts';

/**
 * Hashes the file and claims the hash, so that the same content is never taken in twice at once.
 * A file that the library has complete is a duplicate; one that an earlier job left half done is
 * taken up again under the video it already is.
 */
export function createFingerprintStage(library: Library): Stage<IngestPayload> {
  return {
    name: 'fingerprint',
    weight: 2,
    resource: 'disk',
    run: async ({ payload, signal, progress, update, claim, setVideo, writeAtEnd }) => {
      const { contentHash, sizeBytes } = await hashFile(payload.path, {
        signal,
        onProgress: progress,
      });
      await claim(contentHash);
      writeAtEnd(() => {
        const known = findVideoByFile(library, contentHash);
        if (known !== undefined) setVideo(known.id);
        update({
          contentHash,
          sizeBytes,
          ...(known === undefined ? {} : { videoId: known.id }),
          duplicate: known?.ingestState === 'complete',
        });
      });
    },
  };
}
