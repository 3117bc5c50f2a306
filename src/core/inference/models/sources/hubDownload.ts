import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../base/index.ts';
import { hubRefusal } from './hubRefusal.ts';
import { type HubResponse, hubRequest } from './hubRequest.ts';
import { PartFile } from './partFile.ts';

/** How long the network may be silent. */
export interface HubTiming {
  /** Until the first answer; after that the next source is tried. */
  connectMs: number;
  /** Between two pieces of a file. */
  stallMs: number;
  /** Before a broken download goes on. */
  retryMs: number;
}
export const hubTiming: HubTiming = { connectMs: 5_000, stallMs: 20_000, retryMs: 500 };

/** A download that breaks again without a new byte this often is given up. */
const maxFruitlessTries = 4;

export interface HubDownloadOptions {
  url: URL;
  /** Where the finished file goes; `PATH.part` is used meanwhile and kept when it fails. */
  path: string;
  sizeBytes: number;
  /** The catalogue's hash; without it the hub's own is taken. */
  sha256: string | undefined;
  timing: HubTiming;
  signal?: AbortSignal | undefined;
  /** Hears how much of the file is there, beginning with what an earlier run left. */
  onDoneBytes?: (doneBytes: number) => void;
}

/**
 * Downloads one file of the hub, resuming where an earlier try or run stopped, and answers with
 * its SHA-256, which was checked. Errors: `network.unavailable` (nothing answers, or it keeps
 * breaking), `model.gated`, `model.notOnHub`, `model.noSource` (an answer that is no file), `model.damaged`
 * (the hash differs).
 */
export async function hubDownload(options: HubDownloadOptions): Promise<string> {
  const part = await PartFile.open(`${options.path}.part`);
  try {
    if (options.sha256 !== undefined && (part.info.sha256 ?? options.sha256) !== options.sha256) {
      await part.restart();
    }
    let fruitless = 0;
    let answered = false;
    while (true) {
      const before = part.sizeBytes;
      options.onDoneBytes?.(before);
      try {
        await downloadRest(part, options, () => {
          answered = true;
        });
        break;
      } catch (error) {
        options.signal?.throwIfAborted();
        const broken = error instanceof AppError && error.code === 'network.unavailable';
        // Nothing answered at all: the next source is quicker than another try.
        if (!broken || !answered) throw error;
        fruitless = part.sizeBytes > before ? 0 : fruitless + 1;
        if (fruitless >= maxFruitlessTries) throw error;
        await sleep(options.timing.retryMs * fruitless, undefined, { signal: options.signal });
      }
    }
    return await finish(part, options);
  } finally {
    await part.close().catch(() => undefined);
  }
}

async function finish(part: PartFile, options: HubDownloadOptions): Promise<string> {
  const expected = options.sha256 ?? part.info.sha256;
  const sha256 = part.sha256();
  if (expected === undefined) {
    await part.restart();
    throw new AppError('model.noSource', `${options.url.host} did not report the file's SHA-256.`);
  }
  if (sha256 !== expected) {
    await part.restart();
    throw new AppError(
      'model.damaged',
      `${options.url.href} has the SHA-256 ${sha256} instead of ${expected}.`,
    );
  }
  await part.finish(options.path);
  return sha256;
}

async function downloadRest(
  part: PartFile,
  options: HubDownloadOptions,
  onAnswer: () => void,
): Promise<void> {
  const { url, timing } = options;
  const watch = new Watch(options.signal);
  try {
    watch.expect(timing.connectMs);
    const answer = await hubRequest({ url, headers: rangeHeaders(part), signal: watch.signal });
    onAnswer();
    const totalBytes = await accept(answer, part, options);
    if (totalBytes === part.sizeBytes) return;
    watch.expect(timing.stallMs);
    for await (const chunk of bodyOf(answer.response)) {
      watch.expect(timing.stallMs);
      if (part.sizeBytes + chunk.length > totalBytes) {
        await part.restart();
        throw new AppError('model.noSource', `${url.host} sent more data than expected.`);
      }
      await part.append(chunk);
      options.onDoneBytes?.(part.sizeBytes);
    }
    if (part.sizeBytes < totalBytes) {
      throw new AppError('network.unavailable', `${url.host} ended the download too early.`);
    }
  } catch (error) {
    if (watch.fired) {
      throw new AppError('network.unavailable', `${url.host} stopped responding.`, {
        cause: error,
      });
    }
    options.signal?.throwIfAborted();
    if (error instanceof AppError || !isConnectionError(error)) throw error;
    throw new AppError('network.unavailable', `${url.host} interrupted the download.`, {
      cause: error,
    });
  } finally {
    watch.stop();
  }
}

function rangeHeaders(part: PartFile): Record<string, string> {
  const { etag } = part.info;
  if (part.sizeBytes === 0 || etag === undefined) return {};
  return { range: `bytes=${part.sizeBytes}-`, 'if-range': etag };
}

/** Decides from the answer where the body belongs; the result is the whole file's size. */
async function accept(
  { response, linkedSha256 }: HubResponse,
  part: PartFile,
  options: HubDownloadOptions,
): Promise<number> {
  const { status, headers } = response;
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '');
  const resumed = status === 206 && range !== null && Number(range[1]) === part.sizeBytes;
  if (status !== 200 && !resumed) {
    await response.body?.cancel();
    // A range that cannot be had: what is here is of another file, or too long.
    if (status === 416 || status === 206) {
      await part.restart();
      throw new AppError('network.unavailable', `${options.url.href} answers ${status}.`);
    }
    throw hubRefusal(response, { host: options.url.host, what: nameOf(options.url) });
  }
  if (!resumed) await part.restart();
  const sha256 = linkedSha256 ?? part.info.sha256;
  if (
    options.sha256 !== undefined &&
    linkedSha256 !== undefined &&
    linkedSha256 !== options.sha256
  ) {
    await response.body?.cancel();
    throw new AppError(
      'model.damaged',
      `${options.url.href} is now another file: its SHA-256 is ${linkedSha256}.`,
    );
  }
  const length = headers.get('content-length');
  const totalBytes = resumed
    ? Number(range[2])
    : length === null
      ? options.sizeBytes
      : Number(length);
  if (options.sha256 !== undefined && totalBytes !== options.sizeBytes) {
    await response.body?.cancel();
    throw new AppError(
      'model.damaged',
      `${options.url.href} is another file: it has ${totalBytes} bytes instead of ${options.sizeBytes}.`,
    );
  }
  await part.remember({
    etag: headers.get('etag') ?? part.info.etag,
    ...(sha256 === undefined ? {} : { sha256 }),
  });
  return totalBytes;
}

/** `OWNER/NAME/FILE`, as people know it. */
function nameOf({ pathname }: URL): string {
  return pathname.slice(1).replace(/\/resolve\/[^/]+\//, '/');
}

async function* bodyOf(response: Response): AsyncGenerator<Uint8Array> {
  if (response.body !== null) yield* response.body;
}

/** undici throws TypeError or its own errors when a connection breaks; files throw with `errno`. */
function isConnectionError(error: unknown): boolean {
  return (
    error instanceof TypeError || (error instanceof Error && !('errno' in error && 'path' in error))
  );
}

/** Aborts when the user does, or when nothing happens for as long as was last expected. */
class Watch {
  readonly #controller = new AbortController();
  readonly #user: AbortSignal | undefined;
  readonly signal: AbortSignal;
  #timer: NodeJS.Timeout | undefined;
  fired = false;

  constructor(user: AbortSignal | undefined) {
    this.#user = user;
    this.signal =
      this.#user === undefined
        ? this.#controller.signal
        : AbortSignal.any([this.#user, this.#controller.signal]);
  }

  expect(withinMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.fired = true;
      this.#controller.abort();
    }, withinMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
