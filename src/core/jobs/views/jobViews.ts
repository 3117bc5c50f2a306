import { type JobDto, type JobId, jobIdSchema } from '../../../contract/index.ts';
import { AppError, type Clock } from '../../base/index.ts';
import type { PendingResults } from '../running/pendingResults.ts';
import type { JobRepository } from '../store/jobRepository.ts';
import type { StoredJob } from '../store/storedJobs.ts';
import { toJobDto } from './toJobDto.ts';

/** Jobs as clients see them. */
export class JobViews {
  readonly #repository: JobRepository;
  readonly #ends: PendingResults;
  readonly #clock: Clock;
  /** By kind; read again after a job of the kind is done. */
  readonly #usualMs = new Map<string, Map<string, number>>();

  constructor(options: { repository: JobRepository; ends: PendingResults; clock: Clock }) {
    this.#repository = options.repository;
    this.#ends = options.ends;
    this.#clock = options.clock;
  }

  get(jobId: JobId): JobDto {
    const [dto] = this.getMany([jobId]);
    if (dto === undefined) throw new AppError('job.notFound', `Job ${jobId} not found.`);
    return dto;
  }

  /** Those of them that are still there. */
  getMany(jobIds: readonly JobId[]): JobDto[] {
    return this.#repository.getMany(jobIds).map((stored) => {
      const dto = this.#dto(stored);
      if (dto.state === 'done') this.#usualMs.delete(dto.kind);
      return dto;
    });
  }

  list(limit: number): JobDto[] {
    return this.#repository.list(limit).map((stored) => this.#dto(stored));
  }

  /** The job whose id is `id`, or the only one whose id begins with it. `job.notFound`. */
  resolve(id: string): JobId {
    const whole = jobIdSchema.safeParse(id).data;
    if (whole !== undefined && this.#repository.state(whole) !== undefined) return whole;
    const [first, second] = id === '' ? [] : this.#repository.idsWithPrefix(id, 2);
    if (first === undefined) throw new AppError('job.notFound', `Job ${id} not found.`);
    if (first !== id && second !== undefined) {
      throw new AppError('job.notFound', `Several job ids start with ${id}.`);
    }
    return first;
  }

  #dto(stored: StoredJob): JobDto {
    const { kind } = stored.job;
    let usualMs = this.#usualMs.get(kind);
    if (usualMs === undefined) {
      usualMs = this.#repository.stageDurationsMs(kind);
      this.#usualMs.set(kind, usualMs);
    }
    return toJobDto(this.#ends.apply(stored), { nowMs: this.#clock.nowMs(), usualMs });
  }
}
