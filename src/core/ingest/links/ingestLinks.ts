import { type IngestEvent, type JobDto, type JobId, withHint } from '../../../contract/index.ts';
import { AsyncQueue, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { JobKind, JobQueue } from '../../jobs/index.ts';
import { jobPayload } from '../../jobs/index.ts';
import { findVideoByLink } from '../../library/index.ts';
import { type LinkPayload, linkOutcome } from './linkPayload.ts';
import { itemLink, readLink } from './readLink.ts';

export interface LinkRequest {
  links: readonly string[];
  /** Most videos taken from one playlist. */
  limit: number;
  language?: string | undefined;
}

export interface IngestLinksTools {
  library: Library;
  queue: JobQueue;
  kind: JobKind<LinkPayload>;
  /** Begins to run jobs; called when all links are queued. */
  start(): void;
}

type ItemEvent = Extract<IngestEvent, { type: 'item' }>;

/** The download's share of the whole; the ingest has the rest. */
const downloadShare = 0.4;

/**
 * Queues links and follows them to the end of their ingest: `progress` as it comes, then one
 * `item` for each link, and for each video of a playlist instead of the playlist. A video of the
 * library is a duplicate; a link that is in the queue is followed, not queued again. Leaving the
 * loop leaves the jobs in the queue.
 */
export async function* ingestLinks(
  tools: IngestLinksTools,
  request: LinkRequest,
  signal?: AbortSignal,
): AsyncGenerator<IngestEvent, void, undefined> {
  const events = new AsyncQueue<IngestEvent>();
  const stopWatching = new AbortController();
  const follower = new LinkFollower(tools, events, signal);
  const watching = follower.watch(stopWatching.signal).catch(() => {});
  follower.take(request).then(
    () => events.end(),
    (error: unknown) => events.fail(error),
  );
  try {
    yield* events;
  } finally {
    stopWatching.abort();
    await watching;
  }
}

class LinkFollower {
  readonly #tools: IngestLinksTools;
  readonly #events: AsyncQueue<IngestEvent>;
  readonly #signal: AbortSignal | undefined;
  /** Jobs in work: what they are shown as, and which part of the whole they are. */
  readonly #parts = new Map<JobId, { path: string; from: number; share: number }>();

  constructor(
    tools: IngestLinksTools,
    events: AsyncQueue<IngestEvent>,
    signal: AbortSignal | undefined,
  ) {
    this.#tools = tools;
    this.#events = events;
    this.#signal = signal;
  }

  async watch(signal: AbortSignal): Promise<void> {
    for await (const job of this.#tools.queue.watch(signal)) {
      const part = this.#parts.get(job.id);
      if (part === undefined || job.state !== 'running') continue;
      this.#events.push({
        type: 'progress',
        path: part.path,
        jobId: job.id,
        stage: job.stages.find(({ state }) => state === 'running')?.name ?? 'waiting',
        fraction: part.from + part.share * job.fraction,
        timeLeftMs: job.timeLeftMs,
      });
    }
  }

  async take({ links, limit, language }: LinkRequest): Promise<void> {
    const ends: Promise<void>[] = [];
    const unique = new Set(links.map((link) => link.trim()));
    for (const path of unique) {
      try {
        const link = itemLink(readLink(path));
        const known = findVideoByLink(this.#tools.library, link);
        if (known?.complete === true) {
          this.#item({ path, status: 'duplicate', videoId: known.id });
          continue;
        }
        const payload: LinkPayload = {
          link,
          limit,
          depth: 0,
          ...(language === undefined ? {} : { language }),
        };
        ends.push(this.#followLink(path, this.#enqueue(payload)));
      } catch (error) {
        this.#item({ path, status: 'failed', error: withHint(toAppError(error)) });
      }
    }
    this.#tools.start();
    await Promise.all(ends);
  }

  #enqueue(payload: LinkPayload): JobId {
    const { queue, kind } = this.#tools;
    const { link } = payload;
    const queued = queue.findUnfinished(kind.kind, link);
    if (queued?.state === 'paused') queue.resume(queued.id);
    return queue.enqueue(kind, payload, { label: link, dedupeKey: link });
  }

  async #followLink(path: string, jobId: JobId): Promise<void> {
    const { library } = this.#tools;
    const job = await this.#finished(jobId, { path, from: 0, share: downloadShare });
    if (job.state !== 'done') return this.#ended(path, job);
    const { children, ingestJobId } = linkOutcome(library, jobId);
    if (children !== undefined) {
      const follow = children.map((child) =>
        this.#followLink(linkOutcome(library, child).link, child),
      );
      await Promise.all(follow);
    } else if (ingestJobId !== undefined) {
      const part = { path, from: downloadShare, share: 1 - downloadShare };
      this.#ended(path, await this.#finished(ingestJobId, part));
    } else {
      this.#item({ path, status: 'duplicate', jobId, videoId: job.videoId });
    }
  }

  #finished(jobId: JobId, part: { path: string; from: number; share: number }): Promise<JobDto> {
    this.#parts.set(jobId, part);
    return this.#tools.queue.finished(jobId, this.#signal);
  }

  #ended(path: string, { id, state, videoId, error, warnings }: JobDto): void {
    const isDuplicate = jobPayload(this.#tools.library, id).duplicate === true;
    const done = isDuplicate ? 'duplicate' : 'done';
    const failed = state === 'cancelled' ? 'cancelled' : 'failed';
    const status = state === 'done' ? done : failed;
    this.#item({ path, status, jobId: id, videoId, error, warnings });
  }

  #item(item: Omit<ItemEvent, 'type' | 'warnings'> & Partial<Pick<ItemEvent, 'warnings'>>): void {
    this.#events.push({ warnings: [], ...item, type: 'item' });
  }
}
