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
  holdLibrary(): void;
}

/** Videos: ingest, list, get, export. */
export function videoHandlers(tools: VideoTools) {
  const { library, queue, ingestKind, startJobs, holdLibrary } = tools;
  const { videos } = api;
  return {
    ingest: videos.ingest.handler(({ input, signal }) => {
      // Before anything is queued: another process may be working here.
      holdLibrary();
      const files = { library, queue, kind: ingestKind, start: startJobs };
      return stream(ingestFiles(files, input, signal));
    }),
    list: videos.list.handler(({ input }) => listVideos(library, input)),
    get: videos.get.handler(({ input }) => getVideoDetail(library, input.videoId)),
    export: videos.export.handler(({ input }) =>
      exportTranscript(getVideoDetail(library, input.videoId), input.format),
    ),
  };
}
