import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import {
  type Batch,
  type BatchErrorGroup,
  type BatchId,
  type EndpointFields,
  endpointFieldsSchema,
  type IngestEvent,
  type SearchHit,
  type VideoId,
  type WorkRequest,
} from '../../../src/contract/index.ts';
import { type App, createApp } from '../../../src/core/app.ts';
import { silentLogger } from '../../../src/core/base/index.ts';
import {
  createNodeHost,
  createSystemKeychain,
  type Keychain,
} from '../../../src/core/host/index.ts';
import { blue, makeClip, red } from '../../support/makeClip.ts';
import { Terminal } from '../../support/terminal.ts';

export type Client = RouterClient<App['router']>;

/** An item that was taken in, with what was said of it. */
export interface Ingested {
  videoId: VideoId;
  warnings: Extract<IngestEvent, { type: 'item' }>['warnings'];
}

export interface EndedBatch {
  batch: Batch;
  errors: BatchErrorGroup[];
}

/**
 * The whole product on a library of its own: open in this process, and in the terminal beside it.
 */
export class TeamDevice {
  readonly terminal: Terminal;
  readonly #models: string;
  readonly #keychain: Keychain;
  #app: App | undefined;

  private constructor(terminal: Terminal, models: string) {
    this.terminal = terminal;
    this.#models = models;
    this.#keychain = createSystemKeychain(silentLogger, terminal.consents);
  }

  /** Without models unless `models` names a folder that has some. */
  static async open(models?: string): Promise<TeamDevice> {
    const terminal = await Terminal.open(models === undefined ? {} : { models });
    return new TeamDevice(terminal, models ?? join(terminal.folder, 'models'));
  }

  get client(): Client {
    this.#app ??= createApp(
      createNodeHost({
        ...{ libraryDir: this.terminal.library, modelsDir: this.#models },
        ...{ logger: silentLogger, keychain: this.#keychain },
      }),
    );
    return createRouterClient(this.#app.router);
  }

  /** Closes the library in this process, so that another one may run its batches. */
  async leave(): Promise<void> {
    const app = this.#app;
    this.#app = undefined;
    await app?.dispose();
  }

  /** Adds a server and agrees to what it is sent. */
  async addServer(
    fields: Pick<EndpointFields, 'role' | 'url'> & Partial<EndpointFields>,
    key: string,
  ): Promise<void> {
    const server = endpointFieldsSchema.parse({ name: 'GPU box', ...fields });
    const { id } = await this.client.endpoints.add({ ...server, key });
    await this.client.endpoints.approve({ id, approved: true });
    // The terminal's processes have no keychain here: each is given the key anew.
    const name = `TRENDROOM_SECRET_ENDPOINT_${id.replaceAll('-', '_').toUpperCase()}`;
    this.terminal.give(name, key);
    this.terminal.give(`${name}_ORIGIN`, new URL(fields.url).origin);
  }

  async ingest(path: string): Promise<Ingested> {
    for await (const event of await this.client.videos.ingest({ paths: [path] })) {
      if (event.type !== 'item') continue;
      const { videoId, warnings, error } = event;
      if (videoId === undefined) throw new Error(error?.message ?? event.status);
      return { videoId, warnings };
    }
    throw new Error('Nothing was taken in.');
  }

  /** Takes in a clip of four seconds with two shots and a tone, which differs by its name. */
  async ingestClip(name: string): Promise<Ingested> {
    const path = join(this.terminal.folder, `${name}.mp4`);
    await makeClip({
      ...{ path, width: 160, height: 120, frameRate: 10 },
      scenes: [red, blue].map((yuv) => ({ yuv, frames: 20 })),
      sound: { toneMs: [[0, 100 + name.length * 50]], durationMs: 4_000 },
    });
    return this.ingest(path);
  }

  /** How the batch is when it has ended; this process runs it. */
  async ended(id: BatchId): Promise<EndedBatch> {
    const { batches } = this.client;
    for await (const { batches: all } of await batches.watch({ run: true })) {
      if (all.find((batch) => batch.id === id)?.state === 'done') return batches.get({ id });
    }
    throw new Error('The batches are not watched any more.');
  }

  /** Starts a work that has something to do. */
  async start(request: WorkRequest): Promise<BatchId> {
    const { batch, words } = await this.client.work.start(request);
    if (batch === undefined) throw new Error(words);
    return batch.id;
  }

  /** Moments that have the word. */
  async found(query: string): Promise<SearchHit[]> {
    const { hits } = await this.client.search.query({ query });
    return hits.filter(({ matched }) => matched.includes('words'));
  }

  async close(): Promise<void> {
    await this.leave();
    await this.terminal.close();
  }
}

/** What a work says when it has nothing to do. */
export const allDone = { words: 'Nothing to do: everything is up to date.' };
