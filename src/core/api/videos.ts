import { join } from 'node:path';
import type { Library } from '../db/index.ts';
import type { Host } from '../host/index.ts';
import { type IngestPayload, ingestFiles, type Links } from '../ingest/index.ts';
import type { JobKind, JobQueue } from '../jobs/index.ts';
import {
  editVideo,
  findVideos,
  getSettings,
  removeVideo,
  resolveVideoId,
  videoFacetsTask,
} from '../library/index.ts';
import type { Search } from '../search/index.ts';
import { wholeFilters } from './collections.ts';
import { exportTranscript } from './exportTranscript.ts';
import { uploadFolders } from './files/uploadFolders.ts';
import { api, stream } from './implementer.ts';
import { merged } from './merged.ts';
import { videoDetail } from './videoDetail.ts';

export interface VideoTools {
  host: Host;
  library: Library;
  queue: JobQueue;
  search: Search;
  ingestKind: JobKind<IngestPayload>;
  links: Links;
  startJobs(): void;
  holdLibrary(): void;
}

/** Videos: ingest, list, get, similar, edit, remove, export. An id may be its unique beginning. */
export function videoHandlers(tools: VideoTools) {
  const { library, queue, search, ingestKind, links, startJobs, holdLibrary } = tools;
  const { videos } = api;
  return {
    ingest: videos.ingest.handler(async ({ input, signal }) => {
      // Before anything is queued: another process may be working here.
      holdLibrary();
      const files = { library, queue, kind: ingestKind, start: startJobs };
      const { links: given, linkLimit: limit, language } = input;
      const recordId = input.recordId && resolveVideoId(library, input.recordId);
      const request = { links: given, limit, language, start: startJobs };
      const uploads = {
        paths: uploadFolders(library, input.uploads),
        // The sent file becomes the library's own: no second copy of it is made.
        storage: 'link' as const,
        language,
        recordId,
      };
      const { clientPaths } = tools.host;
      const named = {
        // One that is refused refuses all: nothing is queued yet.
        paths: await Promise.all(input.paths.map((path) => clientPaths.resolve(path, 'ingest'))),
        storage: input.storage ?? getSettings(library).storage,
        language,
        recordId,
        isLinkAllowed: (path: string) => clientPaths.isAllowed(path, 'ingest'),
      };
      const streams = [(either: AbortSignal) => ingestFiles(files, named, either)];
      if (uploads.paths.length > 0) streams.push((either) => ingestFiles(files, uploads, either));
      if (given.length > 0) streams.push((either) => links.ingest(request, either));
      return stream(merged(streams, signal));
    }),
    observe: videos.observe.handler(({ input, signal }) => {
      holdLibrary();
      return stream(links.observe(input, signal));
    }),
    ingestSamples: videos.ingestSamples.handler(({ signal }) => {
      holdLibrary();
      const samples = join(tools.host.paths.resources, 'samples');
      const files = { library, queue, kind: ingestKind, start: startJobs };
      return stream(ingestFiles(files, { paths: [samples], storage: 'copy' }, signal));
    }),
    facets: videos.facets.handler(({ signal }) =>
      library.readers.run(videoFacetsTask, undefined, { signal }),
    ),
    similar: videos.similar.handler(async ({ input, signal }) => ({
      videos: await search.similar(
        { videoId: resolveVideoId(library, input.videoId), limit: input.limit },
        signal === undefined ? {} : { signal },
      ),
    })),
    remove: videos.remove.handler(({ input }) =>
      removeVideo(library, resolveVideoId(library, input.videoId)),
    ),
    list: videos.list.handler(({ input, signal }) => {
      const options = { ...input, filters: wholeFilters(library, input.filters) };
      return findVideos(library, options, { signal });
    }),
    edit: videos.edit.handler(({ input: { videoId, ...edit } }) => {
      const id = resolveVideoId(library, videoId);
      editVideo(library, id, edit);
      return videoDetail(library, id);
    }),
    get: videos.get.handler(({ input }) => videoDetail(library, input.videoId)),
    export: videos.export.handler(({ input: { videoId, format, ...style } }) =>
      exportTranscript(videoDetail(library, videoId), format, style),
    ),
  };
}
