import { mkdir } from 'node:fs/promises';
import type {
  HubFile as HubFileDto,
  HubModel,
  HubRepository,
  ModelId,
} from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import { type Host, NetworkGate } from '../../../host/index.ts';
import type { ModelStore } from '../createModelStore.ts';
import { modelFit } from '../modelFit.ts';
import { freeBytesOf, requireSpace } from '../store/diskSpace.ts';
import { refuseTooLargeModel } from '../store/importModel.ts';
import {
  type ListedRepository,
  licenceOf,
  listingSchema,
  type RepositoryAnswer,
} from './hubAnswers.ts';
import { HubClient } from './hubClient.ts';
import { hubFiles } from './hubFiles.ts';
import { HubReader } from './hubReader.ts';
import { wantedModelId } from './wantedModel.ts';
import { wantedOf } from './wantedOf.ts';

/** What else is on the disk grows meanwhile. */
const reserveBytes = 500_000_000;

interface Call {
  signal?: AbortSignal | undefined;
}

/** The model hub: looked into when the user says so, never by itself. */
export interface ModelHub {
  /** Where the user's words would go. Error: `usage.invalid` for a wrong `HF_ENDPOINT`. */
  host(): string;
  /** Repositories with GGUF files, the most downloaded first. */
  search(words: string, options: Call & { limit: number }): Promise<HubRepository[]>;
  files(
    repository: string,
    call?: Call,
  ): Promise<{ repository: HubRepository; files: HubFileDto[]; freeBytes: number }>;
  /** Reads a file's header, and nothing else of it. */
  inspect(repository: string, path: string, call?: Call): Promise<HubModel>;
  /**
   * Records a file as wanted, so that the store can install the model of the id. Errors:
   * `model.unsupported`, `model.tooLarge`, `disk.full`, `model.licence`.
   */
  want(
    repository: string,
    path: string,
    call: Call & { acceptLicences: boolean },
  ): Promise<ModelId>;
}

export interface ModelHubOptions {
  host: Host;
  store: ModelStore;
  freeBytes?: (dir: string) => Promise<number>;
}

/** Errors of all: `network.notAllowed`, and those of {@link HubClient}. */
export function createModelHub({
  host,
  store,
  freeBytes: freeBytesIn = freeBytesOf,
}: ModelHubOptions): ModelHub {
  const network = new NetworkGate(host);
  const client = (): HubClient => new HubClient(store.hub());
  const reader = new HubReader(client, store.headers);
  const pass = <Result>(
    use: (signal: AbortSignal) => Promise<Result>,
    { signal }: Call = {},
  ): Promise<Result> => {
    if (!host.networkAllowed) throw new AppError('network.notAllowed', 'Offline mode is on.');
    return network.pass(use, signal);
  };
  const freeBytes = async (): Promise<number> => {
    await mkdir(host.paths.models, { recursive: true });
    return freeBytesIn(host.paths.models);
  };
  const fitOf = (sizeBytes: number, memoryBytes?: number) =>
    modelFit({ sizeBytes, gpuMemoryGib: 0, memoryBytes }, store.machine);

  return {
    host: () => client().host,

    search: (words, { limit, signal }) =>
      pass(
        async (during) => {
          const hub = client();
          const url = hub.url('/api/models');
          url.searchParams.set('search', words);
          url.searchParams.set('filter', 'gguf');
          url.searchParams.set('sort', 'downloads');
          url.searchParams.set('direction', '-1');
          url.searchParams.set('limit', String(limit));
          for (const field of ['downloads', 'likes', 'gated', 'tags', 'lastModified']) {
            url.searchParams.append('expand[]', field);
          }
          const call = { what: 'a search', signal: during };
          const found = await hub.json(url, listingSchema, call);
          return found.slice(0, limit).map(toRepository);
        },
        { signal },
      ),

    files: (repository, call) =>
      pass(async (signal) => {
        const answer = await reader.repository(repository, signal);
        const files = hubFiles(answer.siblings).map(
          ({ path, sizeBytes, quantization, problem }) => ({
            ...{ path, sizeBytes, fit: fitOf(sizeBytes) },
            ...(quantization !== undefined && { quantization }),
            ...(problem !== undefined && { problem }),
          }),
        );
        return { repository: toRepository(answer), files, freeBytes: await freeBytes() };
      }, call),

    inspect: (repository, path, call) =>
      pass(async (signal) => {
        const { answer, file, description } = await reader.file(repository, path, signal);
        const { name, task, contextTokens, base, facts, sizeBytes, memoryBytes } = description;
        const { problem } = description;
        const licence = licenceOf(answer) ?? description.licence;
        const modelId = await store.idOf(file.sha256);
        return {
          ...{ repository: answer.id, path, name, base, facts, sizeBytes, gated: answer.gated },
          pageUrl: `${store.hub().url}/${answer.id}`,
          fit: fitOf(sizeBytes, memoryBytes),
          freeBytes: await freeBytes(),
          ...(task !== undefined && problem === undefined && { task }),
          ...(contextTokens !== undefined && { contextTokens }),
          ...(licence !== undefined && { licence }),
          ...(problem !== undefined && { problem }),
          ...(modelId !== undefined && { modelId }),
        };
      }, call),

    want: (repository, path, call) =>
      pass(async (signal) => {
        const { answer, file, description } = await reader.file(repository, path, signal);
        const wanted = wantedOf({ answer, file, description, hubUrl: store.hub().url });
        refuseTooLargeModel(description, store.machine);
        const present = await store.presentBytes(wantedModelId(wanted));
        const needed = file.sizeBytes - present + reserveBytes;
        requireSpace(host.paths.models, needed, await freeBytes());
        return store.want(wanted, call);
      }, call),
  };
}

function toRepository(answer: ListedRepository | RepositoryAnswer): HubRepository {
  const { id, downloads, likes, gated, lastModified } = answer;
  const licence = licenceOf(answer);
  return {
    ...{ repository: id, downloads, likes, gated },
    ...(licence !== undefined && { licence }),
    ...(lastModified !== undefined && { changedAtMs: Date.parse(lastModified) }),
  };
}
