import type { z } from 'zod';
import { AppError } from '../../../base/index.ts';
import type { Hub } from '../sources/deliverFromHub.ts';
import { hubRefusal } from '../sources/hubRefusal.ts';
import { hubRequest } from '../sources/hubRequest.ts';

/** Repositories with thousands of files have answers of some megabytes. */
const maxAnswerBytes = 16 << 20;

export interface HubCall {
  /** Named in messages, such as `owner/model`. */
  what: string;
  signal: AbortSignal;
}

/**
 * Asks the hub's public interface (https://huggingface.co/docs/hub/api) without a token. What it
 * answers is hostile: bounded, and parsed before it is used. Errors: `network.unavailable`,
 * `model.gated`, `model.notOnHub`, `model.hubInvalid`; an abort is thrown as it is.
 */
export class HubClient {
  readonly host: string;
  readonly #hub: Hub;

  constructor(hub: Hub) {
    this.#hub = hub;
    this.host = new URL(hub.url).host;
  }

  /** `path` begins with a slash; its parts are the caller's to encode. */
  url(path: string): URL {
    return new URL(`${this.#hub.url}${path}`);
  }

  async json<Answer>(url: URL, schema: z.ZodType<Answer>, call: HubCall): Promise<Answer> {
    const bytes = await this.#read(url, { ...call, maxBytes: maxAnswerBytes, headers: {} });
    if (bytes.length === maxAnswerBytes) {
      throw new AppError('model.hubInvalid', `${this.host} sent more than an answer may have.`);
    }
    try {
      return schema.parse(JSON.parse(bytes.toString('utf8')));
    } catch (error) {
      throw new AppError(
        'model.hubInvalid',
        `${this.host} sent something else than the model hub’s answer for ${call.what}.`,
        { cause: error },
      );
    }
  }

  /** The bytes from `start` up to `end`, which is not included; fewer at the end of the file. */
  async range(
    url: URL,
    { start, end, ...call }: HubCall & { start: number; end: number },
  ): Promise<Buffer> {
    const headers = { range: `bytes=${start}-${end - 1}` };
    return this.#read(url, { ...call, maxBytes: end - start, headers, start });
  }

  async #read(
    url: URL,
    {
      what,
      signal,
      maxBytes,
      headers,
      start = 0,
    }: HubCall & { maxBytes: number; headers: Record<string, string>; start?: number },
  ): Promise<Buffer> {
    const { connectMs, stallMs } = this.#hub.timing;
    const timeout = AbortSignal.timeout(connectMs + stallMs);
    const either = AbortSignal.any([signal, timeout]);
    try {
      const { response } = await hubRequest({ url, headers, signal: either });
      const isWhole = response.status === 200;
      if (!isWhole && !isRange(response, start)) {
        await response.body?.cancel();
        throw hubRefusal(response, { host: this.host, what });
      }
      // A server that knows no ranges sends the file from its beginning.
      const skipped = isWhole ? start : 0;
      const chunks: Uint8Array[] = [];
      let length = 0;
      for await (const chunk of response.body ?? []) {
        chunks.push(chunk);
        length += chunk.length;
        // Leaving the loop ends the connection: of a server that sends the whole file, too.
        if (length >= skipped + maxBytes) break;
      }
      return Buffer.concat(chunks).subarray(skipped, skipped + maxBytes);
    } catch (error) {
      signal.throwIfAborted();
      if (timeout.aborted) {
        throw new AppError('network.unavailable', `${this.host} stopped responding.`, {
          cause: error,
        });
      }
      if (error instanceof AppError) throw error;
      throw new AppError('network.unavailable', `${this.host} interrupted its answer.`, {
        cause: error,
      });
    }
  }
}

function isRange({ status, headers }: Response, start: number): boolean {
  const range = /^bytes (\d+)-/.exec(headers.get('content-range') ?? '');
  return status === 206 && Number(range?.[1]) === start;
}
