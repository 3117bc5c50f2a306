import { mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type {
  HubFile as HubFileDto,
  HubModel,
  HubRepository,
  ModelId,
} from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import { type Host, NetworkGate } from '../../../host/index.ts';
import { repositoryNameSchema } from '../catalogue/catalogue.ts';
import type { ModelStore } from '../createModelStore.ts';
import { importedModelOf } from '../imported/importedModel.ts';
import type { ModelDescription } from '../imported/modelDescription.ts';
import { modelFit } from '../modelFit.ts';
import { freeBytesOf, requireSpace } from '../store/diskSpace.ts';
import { refuseTooLargeModel } from '../store/importModel.ts';
import {
  type ListedRepository,
  licenceOf,
  listingSchema,
  type RepositoryAnswer,
  repositoryAnswerSchema,
} from './hubAnswers.ts';
import { HubClient } from './hubClient.ts';
import { type HubFile, hubFiles } from './hubFiles.ts';
import { type WantedModel, wantedModelId } from './wantedModel.ts';

/** Vocabularies take some 20 MB; a longer header is not worth the wait. */
const maxHeaderBytes = 64 << 20;
/** Most of what is known of a model, but for its vocabulary, is in as much. */
const pieceBytes = 1 << 20;
const maxDescribed = 100;
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

  const read = async (given: string, signal: AbortSignal): Promise<RepositoryAnswer> => {
    const repository = requireRepository(given);
    const hub = client();
    const url = hub.url(`/api/models/${repository}`);
    url.searchParams.set('blobs', 'true');
    return hub.json(url, repositoryAnswerSchema, { what: repository, signal });
  };

  const look = async (given: string, path: string, signal: AbortSignal) => {
    const answer = await read(given, signal);
    const file = hubFiles(answer.siblings).find((each) => each.path === path);
    if (file === undefined) {
      throw new AppError('model.notOnHub', `${answer.id} has no model file ${path.slice(0, 200)}.`);
    }
    return { answer, file, description: await describe(answer, file, signal) };
  };

  /** A file of a commit never changes: what is looked at and then downloaded is read once. */
  const described = new Map<string, ModelDescription>();
  const describe = async (
    answer: RepositoryAnswer,
    file: HubFile,
    signal: AbortSignal,
  ): Promise<ModelDescription> => {
    const key = `${answer.id} ${answer.sha} ${file.path} ${file.sizeBytes}`;
    const known = described.get(key);
    if (known !== undefined) return known;
    const description = await readHeader(answer, file, signal);
    if (described.size >= maxDescribed) described.clear();
    described.set(key, description);
    return description;
  };

  const readHeader = async (
    { id, sha }: RepositoryAnswer,
    { path, sizeBytes, problem }: HubFile,
    signal: AbortSignal,
  ): Promise<ModelDescription> => {
    if (problem !== undefined) return undescribed({ path, sizeBytes, problem });
    const hub = client();
    const url = hub.url(`/${id}/resolve/${sha}/${path}`);
    let known = Buffer.alloc(0);
    const first = async (length: number): Promise<Buffer> => {
      if (known.length < length) {
        const end = Math.min(Math.max(length, pieceBytes), sizeBytes);
        const range = { start: known.length, end, what: `${id}/${path}`, signal };
        known = Buffer.concat([known, await hub.range(url, range)]);
      }
      return known.subarray(0, length);
    };
    return store.headers.elsewhere({ sizeBytes, first, maxHeaderBytes }, basename(path));
  };

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
        const answer = await read(repository, signal);
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
        const { answer, file, description } = await look(repository, path, signal);
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
        const { answer, file, description } = await look(repository, path, signal);
        const wanted = toWanted({ answer, file, description, hubUrl: store.hub().url });
        refuseTooLargeModel(description, store.machine);
        const present = await store.presentBytes(wantedModelId(wanted));
        const needed = file.sizeBytes - present + reserveBytes;
        requireSpace(host.paths.models, needed, await freeBytes());
        return store.want(wanted, call);
      }, call),
  };
}

/** Error: `usage.invalid`. */
function requireRepository(given: string): string {
  // People copy the address of the page.
  const name = given.trim().replace(/^https:\/\/[^/]+\//, '');
  const { data } = repositoryNameSchema.safeParse(name);
  if (data !== undefined) return data;
  throw new AppError('usage.invalid', 'A repository is named as OWNER/NAME.');
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

function undescribed({
  path,
  sizeBytes,
  problem,
}: Pick<HubFile, 'path' | 'sizeBytes'> & { problem: string }): ModelDescription {
  return {
    ...{ name: basename(path).slice(0, 80), task: undefined, contextTokens: undefined },
    ...{ base: false, sizeBytes, memoryBytes: sizeBytes, facts: {}, licence: undefined },
    ...{ isProjector: false, problem },
  };
}

interface Looked {
  answer: RepositoryAnswer;
  file: HubFile;
  description: ModelDescription;
  hubUrl: string;
}

function toWanted({ answer, file, description, hubUrl }: Looked): WantedModel {
  const { id, sha } = answer;
  const { path, sizeBytes, sha256 } = file;
  const imported = importedModelOf(description);
  if (description.problem !== undefined || imported === undefined || sha256 === undefined) {
    const why = description.problem ?? 'Trendroom has no use for it.';
    throw new AppError('model.unsupported', `${id}/${path} cannot be used. ${why}`);
  }
  const name = licenceOf(answer) ?? description.licence ?? 'not stated';
  const extension = path.toLowerCase().endsWith('.bin') ? '.bin' : '.gguf';
  return {
    ...{ sizeBytes, sha256, imported },
    file: `${wantedModelId({ imported, sha256 })}${extension}`,
    licence: { name, url: `${hubUrl}/${id}` },
    source: {
      type: 'hub',
      repository: id,
      revision: sha,
      conversion: 'none',
      files: { weights: [{ path, sizeBytes, sha256 }] },
    },
  };
}
