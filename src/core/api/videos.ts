import type { JobKind, JobQueue } from '../jobs/index.ts';
import { getVideoDetail, type Library, listVideos } from '../library/index.ts';
import { type IngestPayload, ingestFiles } from '../pipeline/index.ts';
import { exportTranscript } from './exportTranscript.ts';
import { api, stream } from './implementer.ts';

export interface VideoTools {
  library: Library;
  queue: JobQueue;
  ingestKind: JobKind<IngestPayload>;
  startJobs(): void;
}

/** Videos: ingest, list, get, export. */
export function videoHandlers({ library, queue, ingestKind, startJobs }: VideoTools) {
  const { videos } = api;
  return {
    ingest: videos.ingest.handler(({ input, signal }) => {
      startJobs();
      return stream(ingestFiles({ library, queue, kind: ingestKind }, input, signal));
    }),
    list: videos.list.handler(({ input }) => listVideos(library, input)),
    get: videos.get.handler(({ input }) => getVideoDetail(library, input.videoId)),
    export: videos.export.handler(({ input }) =>
      exportTranscript(getVideoDetail(library, input.videoId), input.format),
    ),
  };
}
