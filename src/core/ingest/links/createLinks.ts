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
import type { JobKind, JobQueue, ScheduledPayload } from '../../jobs/index.ts';
import type { IngestPayload } from '../ingestPayload.ts';
import { dueVideosTask } from '../readTasks.ts';
import { ingestLinks } from './ingestLinks.ts';
import { createLinkKind } from './linkKind.ts';
import type { LinkPayload } from './linkPayload.ts';
import { createObserveKind } from './observing/observeKind.ts';
import { observeVideos } from './observing/observeVideos.ts';
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
  /** Observes what is due. */
  observeKind: JobKind<ScheduledPayload>;
  tool(signal?: AbortSignal): Promise<LinkTool>;
  /** The same, with what is known of its file. */
  inspectTool(signal?: AbortSignal): Promise<ToolInspection>;
  installTool(signal?: AbortSignal): Promise<LinkTool>;
  ingest(request: LinkIngest, signal?: AbortSignal): AsyncGenerator<IngestEvent, void, undefined>;
  /** Whether a video is due to be observed, and may be. */
  isObserveDue(): Promise<boolean>;
  /**
   * These videos; without ids those that are due, within the budget of each platform; with `all`
   * every video that came from a link.
   */
  observe(
    which: { videoIds: readonly VideoId[]; all: boolean },
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
  const due = async (signal?: AbortSignal): Promise<VideoId[]> => {
    const { observeBudget: perPlatform } = await settings();
    const query = { nowMs: library.clock.nowMs(), perPlatform };
    return library.readers.run(dueVideosTask, query, { signal });
  };
  const observer = { ...runner, ...(pauseMs === undefined ? {} : { pauseMs }) };
  async function* observeDue(signal?: AbortSignal): AsyncGenerator<Observation, void, undefined> {
    const videoIds = await due(signal);
    // No ids would be every video.
    if (videoIds.length > 0) yield* observeVideos(observer, videoIds, signal);
  }
  return {
    kind,
    observeKind: createObserveKind(observeDue),
    isObserveDue: async () => host.networkAllowed && (await due()).length > 0,
    tool: (signal) => linkTools.find(signal),
    inspectTool: (signal) => linkTools.inspect(signal),
    installTool: (signal) => network.pass((during) => linkTools.install(during), signal),
    ingest: async function* ({ links, limit, language, start }, signal) {
      requireNetwork();
      const request = { links, language, limit: limit ?? (await settings()).linkLimit };
      yield* ingestLinks({ library, queue: queue(), kind, start }, request, signal);
    },
    observe: ({ videoIds, all }, signal) =>
      all || videoIds.length > 0 ? observeVideos(observer, videoIds, signal) : observeDue(signal),
  };
}
