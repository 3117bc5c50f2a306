import { dirname, join } from 'node:path';
import type {
  IngestEvent,
  LinkTool,
  Observation,
  Settings,
  VideoId,
} from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { type Host, NetworkGate } from '../../host/index.ts';
import type { JobKind, JobQueue } from '../../jobs/index.ts';
import type { IngestPayload } from '../ingestPayload.ts';
import { ingestLinks } from './ingestLinks.ts';
import { createLinkKind } from './linkKind.ts';
import type { LinkPayload } from './linkPayload.ts';
import { observeVideos } from './observeVideos.ts';
import type { IsRefused } from './safety/resolvePublic.ts';
import { createLinkTools, type LinkTools, type ToolInspection } from './tool/linkTool.ts';

export interface LinksOptions {
  host: Pick<Host, 'paths' | 'clock' | 'networkAllowed'>;
  library: Library;
  ingestKind: JobKind<IngestPayload>;
  /** As they are now. */
  settings(): Settings | Promise<Settings>;
  /** Asked for when it is needed: the queue is made from its kinds. */
  queue(): JobQueue;
  /** For tests, as are those below. */
  linkTools?: LinkTools;
  isRefused?: IsRefused;
  stallMs?: number;
  pauseMs?: number;
}

export interface LinkIngest {
  links: readonly string[];
  /** Most videos of one playlist; the setting when left out. */
  limit?: number | undefined;
  language?: string | undefined;
  /** Begins to run jobs; called when all links are queued. */
  start(): void;
}

/** All that has to do with links; see docs/links.md. */
export interface Links {
  /** For the queue. */
  kind: JobKind<LinkPayload>;
  tool(signal?: AbortSignal): Promise<LinkTool>;
  /** The same, with what is known of its file. */
  inspectTool(signal?: AbortSignal): Promise<ToolInspection>;
  installTool(signal?: AbortSignal): Promise<LinkTool>;
  ingest(request: LinkIngest, signal?: AbortSignal): AsyncGenerator<IngestEvent, void, undefined>;
  observe(
    videoIds: readonly VideoId[],
    signal?: AbortSignal,
  ): AsyncGenerator<Observation, void, undefined>;
}

export function createLinks(options: LinksOptions): Links {
  const { host, library, settings, queue } = options;
  const requireNetwork = (): void => {
    if (host.networkAllowed) return;
    throw new AppError('network.notAllowed', 'Offline mode is on.');
  };
  const network = new NetworkGate(host);
  const linkTools =
    options.linkTools ??
    createLinkTools({
      // Beside the models: shared by all libraries of this user.
      folder: join(dirname(host.paths.models), 'tools', 'yt-dlp'),
      clock: host.clock,
      requireNetwork,
    });
  const { stallMs, pauseMs, isRefused } = options;
  const runner = {
    library,
    linkTools,
    settings,
    requireNetwork,
    network,
    ...(stallMs === undefined ? {} : { stallMs }),
    ...(isRefused === undefined ? {} : { isRefused }),
  };
  const kind = createLinkKind({ ...runner, queue, ingestKind: options.ingestKind });
  return {
    kind,
    tool: (signal) => linkTools.find(signal),
    inspectTool: (signal) => linkTools.inspect(signal),
    installTool: (signal) => network.pass((during) => linkTools.install(during), signal),
    ingest: async function* ({ links, limit, language, start }, signal) {
      requireNetwork();
      const request = { links, language, limit: limit ?? (await settings()).linkLimit };
      yield* ingestLinks({ library, queue: queue(), kind, start }, request, signal);
    },
    observe: (videoIds, signal) =>
      observeVideos({ ...runner, ...(pauseMs === undefined ? {} : { pauseMs }) }, videoIds, signal),
  };
}
