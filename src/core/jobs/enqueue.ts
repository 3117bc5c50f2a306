import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JobId } from '../../contract/index.ts';
import { AppError, type Clock, newId, priorities } from '../base/index.ts';
import type { LibraryDatabase } from '../db/index.ts';
import type { AnyJobKind, JobKind } from './jobKind.ts';
import type { JobRepository, NewJob } from './store/jobRepository.ts';

export interface EnqueueOptions {
  /** What the job works on, for people. */
  label: string;
  /** Chosen by the caller, who can then tell after a crash whether the job was queued. */
  id?: JobId;
  /** Higher runs first; that of the kind unless told. */
  priority?: number;
  /** Jobs that share a key never run at the same time. */
  exclusiveKey?: string;
  /** What makes two jobs of a kind the same work; see `enqueue`. */
  dedupeKey?: string;
  /** The job whose work this is a part of: cancelling that one cancels this one. */
  parentId?: JobId;
  /** The job does not begin earlier. */
  notBeforeMs?: number;
}

export interface NewJobOf<Payload> extends EnqueueOptions {
  payload: Payload;
}

export interface EnqueuerOptions {
  db: LibraryDatabase;
  repository: JobRepository;
  clock: Clock;
  kinds: ReadonlyMap<string, AnyJobKind>;
  /** Called when the jobs are committed. */
  onQueued(jobIds: readonly JobId[]): void;
}

const maxLabel = 500;
/** Everything else waits so long at most. */
const sliceMs = 5;
/** Stored in one transaction: a few milliseconds, of which the commit is one. */
const sliceSize = 25;

/** Stores new jobs. */
export class Enqueuer {
  readonly #options: EnqueuerOptions;
  /** Queued inside a transaction of the caller, which may yet be rolled back. */
  #uncommitted: JobId[] = [];

  constructor(options: EnqueuerOptions) {
    this.#options = options;
  }

  /** Throws SQLite's errors. */
  add<Payload extends object>(
    kind: JobKind<Payload>,
    newJobs: readonly NewJobOf<Payload>[],
  ): JobId[] {
    if (!this.#options.kinds.has(kind.kind)) {
      throw new AppError('internal.unexpected', `The queue has no kind "${kind.kind}".`);
    }
    const ids = this.#options.repository.insert(newJobs.map((job) => this.#row(kind, job)));
    if (this.#options.db.$client.inTransaction) this.#tellLater(ids);
    else this.#options.onQueued(ids);
    return ids;
  }

  /** A slice at a time, so that everything else goes on between them. */
  async addMany<Payload extends object>(
    kind: JobKind<Payload>,
    newJobs: readonly NewJobOf<Payload>[],
    signal?: AbortSignal,
  ): Promise<JobId[]> {
    const ids: JobId[] = [];
    let startedMs = performance.now();
    for (let from = 0; from < newJobs.length; from += sliceSize) {
      signal?.throwIfAborted();
      ids.push(...this.add(kind, newJobs.slice(from, from + sliceSize)));
      if (performance.now() - startedMs < sliceMs) continue;
      await nextTurn();
      startedMs = performance.now();
    }
    return ids;
  }

  /** A transaction of SQLite's ends in the turn of the event loop that it began in. */
  #tellLater(ids: readonly JobId[]): void {
    if (this.#uncommitted.length === 0) {
      setImmediate(() => {
        const committed = this.#uncommitted;
        this.#uncommitted = [];
        this.#options.onQueued(committed);
      });
    }
    this.#uncommitted.push(...ids);
  }

  #row<Payload extends object>(
    kind: JobKind<Payload>,
    { payload, label, exclusiveKey, priority, id, ...rest }: NewJobOf<Payload>,
  ): NewJob {
    return {
      id: id ?? newId<JobId>(),
      kind: kind.kind,
      label: label.slice(0, maxLabel),
      payload: Object.fromEntries(Object.entries(payload)),
      exclusiveKeys: exclusiveKey === undefined ? [] : [exclusiveKey],
      priority: priority ?? kind.priority ?? priorities.ingest,
      createdAtMs: this.#options.clock.nowMs(),
      stages: kind.stages,
      dedupeKey: rest.dedupeKey,
      parentId: rest.parentId,
      notBeforeMs: rest.notBeforeMs,
    };
  }
}
