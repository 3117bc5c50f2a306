import { basename } from 'node:path';
import { AppError } from '../../../base/index.ts';
import { repositoryNameSchema } from '../catalogue/catalogue.ts';
import type { HeaderReader } from '../imported/headerReader.ts';
import type { ModelDescription } from '../imported/modelDescription.ts';
import { type RepositoryAnswer, repositoryAnswerSchema } from './hubAnswers.ts';
import type { HubClient } from './hubClient.ts';
import { type HubFile, hubFiles } from './hubFiles.ts';

/** Vocabularies take some 20 MB; a longer header is not worth the wait. */
const maxHeaderBytes = 64 << 20;
/** Most of what is known of a model, but for its vocabulary, is in as much. */
const pieceBytes = 1 << 20;
const maxDescribed = 100;

/** A file of a repository, and what its header says. */
export interface FileAtHub {
  answer: RepositoryAnswer;
  file: HubFile;
  description: ModelDescription;
}

/** Reads repositories and the headers of their files. Errors: those of {@link HubClient}. */
export class HubReader {
  readonly #client: () => HubClient;
  readonly #headers: HeaderReader;
  /** A file of a commit never changes: what is looked at and then downloaded is read once. */
  readonly #described = new Map<string, ModelDescription>();

  constructor(client: () => HubClient, headers: HeaderReader) {
    this.#client = client;
    this.#headers = headers;
  }

  /** Error: `usage.invalid` for a name that is none. */
  async repository(given: string, signal: AbortSignal): Promise<RepositoryAnswer> {
    const repository = requireRepository(given);
    const hub = this.#client();
    const url = hub.url(`/api/models/${repository}`);
    url.searchParams.set('blobs', 'true');
    return hub.json(url, repositoryAnswerSchema, { what: repository, signal });
  }

  /** Error: `model.notOnHub` when the repository has no such file. */
  async file(given: string, path: string, signal: AbortSignal): Promise<FileAtHub> {
    const answer = await this.repository(given, signal);
    const file = hubFiles(answer.siblings).find((each) => each.path === path);
    if (file === undefined) {
      throw new AppError('model.notOnHub', `${answer.id} has no model file ${path.slice(0, 200)}.`);
    }
    return { answer, file, description: await this.#describe(answer, file, signal) };
  }

  async #describe(
    answer: RepositoryAnswer,
    file: HubFile,
    signal: AbortSignal,
  ): Promise<ModelDescription> {
    const key = `${answer.id} ${answer.sha} ${file.path} ${file.sizeBytes}`;
    const known = this.#described.get(key);
    if (known !== undefined) return known;
    const description = await this.#readHeader(answer, file, signal);
    if (this.#described.size >= maxDescribed) this.#described.clear();
    this.#described.set(key, description);
    return description;
  }

  async #readHeader(
    { id, sha }: RepositoryAnswer,
    { path, sizeBytes, problem }: HubFile,
    signal: AbortSignal,
  ): Promise<ModelDescription> {
    if (problem !== undefined) return undescribed({ path, sizeBytes, problem });
    const hub = this.#client();
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
    return this.#headers.elsewhere({ sizeBytes, first, maxHeaderBytes }, basename(path));
  }
}

/** Error: `usage.invalid`. */
function requireRepository(given: string): string {
  // People copy the address of the page.
  const name = given.trim().replace(/^https:\/\/[^/]+\//, '');
  const { data } = repositoryNameSchema.safeParse(name);
  if (data !== undefined) return data;
  throw new AppError('usage.invalid', 'A repository is named as OWNER/NAME.');
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
