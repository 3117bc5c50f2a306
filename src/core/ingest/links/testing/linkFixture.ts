import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type IngestEvent, type Settings, settingsSchema } from '../../../../contract/index.ts';
import { silentLogger, systemClock, toAppError } from '../../../base/index.ts';
import { type Library, openLibrary } from '../../../db/index.ts';
import { copyTemplateDatabase } from '../../../db/testing/templateDatabase.ts';
import { createJobQueue, type JobKind, type JobQueue } from '../../../jobs/index.ts';
import {
  addMetricSnapshots,
  findVideoByHash,
  hashFile,
  insertVideo,
  updateVideo,
} from '../../../library/index.ts';
import { findSidecars } from '../../captions/findSidecar.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import { WorkFiles } from '../../media/workFiles.ts';
import { readSidecar } from '../../records/readSidecar.ts';
import { createLinks, type Links, type LinksOptions } from '../createLinks.ts';
import { createLinkTools, type LinkTools } from '../tool/linkTool.ts';

export type Item = Extract<IngestEvent, { type: 'item' }>;

export interface LinkFixture {
  library: Library;
  queue: JobQueue;
  links: Links;
  /** May be changed while it runs. */
  settings: Settings;
  /** What the ingest was given. */
  ingested: IngestPayload[];
  /** Caption files that lay beside what was ingested, with their text. */
  captions: Record<string, string>;
  /** What lay beside the files as `NAME.info.json`. */
  infos: string[];
  /** Ingests and returns the items in the order of their links' names. */
  take(...links: string[]): Promise<Item[]>;
  close(): Promise<void>;
}

/**
 * The real yt-dlp, installed by the product's own installer into `folder`. Undefined, with the
 * reason printed, when no package index can be reached.
 */
export async function installedTools(folder: string): Promise<LinkTools | undefined> {
  const clock = systemClock;
  const tools = createLinkTools({ folder, clock, requireNetwork: () => {}, searchPath: '' });
  try {
    await tools.install();
    return tools;
  } catch (error) {
    // Where every test is skipped, nothing cleans up after them.
    await rm(folder, { recursive: true, force: true });
    if (!/^pip cannot get/.test(toAppError(error).message)) throw error;
    process.stdout.write(`Skipped, yt-dlp cannot be had: ${toAppError(error).message}\n`);
    return undefined;
  }
}

/** A library whose links are real and whose ingest keeps a row and the file's sidecar only. */
export async function openLinkFixture(
  linkTools: LinkTools | undefined,
  options: Partial<Pick<LinksOptions, 'isRefused' | 'stallMs'>> & { directory?: string } = {},
): Promise<LinkFixture> {
  if (linkTools === undefined) throw new Error('There is no yt-dlp.');
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'trendroom-links-')));
  if (options.directory === undefined) copyTemplateDatabase(directory);
  const library = openLibrary({ directory, clock: systemClock });
  const settings: Settings = settingsSchema.parse({ allowPrivateAddresses: true });
  const ingested: IngestPayload[] = [];
  const captions: Record<string, string> = {};
  const infos: string[] = [];
  const ingestKind = keepKind({ library, ingested, captions, infos });
  const { isRefused, stallMs } = options;
  const links = createLinks({
    host: {
      paths: { library: directory, models: '', resources: '', temporary: '' },
      clock: systemClock,
      networkAllowed: true,
    },
    library,
    ingestKind,
    linkTools,
    settings: () => settings,
    queue: () => queue,
    pauseMs: 0,
    ...(isRefused === undefined ? {} : { isRefused }),
    ...(stallMs === undefined ? {} : { stallMs }),
  });
  const queue: JobQueue = createJobQueue({
    library,
    clock: systemClock,
    logger: silentLogger,
    kinds: [ingestKind, links.kind],
    random: () => 0,
  });
  return {
    library,
    queue,
    links,
    settings,
    ingested,
    captions,
    infos,
    take: async (...given) => {
      const items: Item[] = [];
      for await (const event of links.ingest({ links: given, start: () => queue.start() })) {
        if (event.type === 'item') items.push(event);
      }
      return items.sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    close: async () => {
      await queue.dispose();
      library.close();
      if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}

function keepKind({
  library,
  ingested,
  captions,
  infos,
}: Pick<LinkFixture, 'library' | 'ingested' | 'captions' | 'infos'>): JobKind<IngestPayload> {
  return {
    kind: 'ingest',
    maxAttempts: 1,
    isRetryable: () => false,
    stages: [
      {
        name: 'store',
        weight: 1,
        resource: 'disk',
        run: async ({ payload, jobId, setVideo, update }) => {
          const expected = await hashFile(payload.path);
          const known = findVideoByHash(library, expected.contentHash);
          const { metadata } = await readSidecar(payload.path);
          const id =
            known?.id ??
            insertVideo(library, {
              ...expected,
              title: metadata?.title ?? '',
              sourceUrl: metadata?.sourceUrl ?? null,
              platform: metadata?.platform ?? null,
              originalName: payload.originalName,
              originalPath: payload.path,
              storage: payload.storage,
            });
          addMetricSnapshots(library, id, metadata?.metrics ?? []);
          ingested.push(payload);
          infos.push(await readFile(payload.path.replace(/\.[^.]+$/, '.info.json'), 'utf8'));
          for (const { path } of await findSidecars(payload.path)) {
            captions[basename(path)] = await readFile(path, 'utf8');
          }
          updateVideo(library, id, { ingestState: 'complete' });
          setVideo(id);
          update({ videoId: id, duplicate: known !== undefined });
          await new WorkFiles(library, jobId).remove();
        },
      },
    ],
  };
}
