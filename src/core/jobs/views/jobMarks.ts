import type { JobDto, JobId } from '../../../contract/index.ts';
import type { JobMark } from '../store/jobReads.ts';
import { isFinal, type JobRepository } from '../store/jobRepository.ts';

export interface JobMarksOptions {
  repository: JobRepository;
  /** Jobs whose changes this process makes, and tells of, itself. */
  isOwn(jobId: JobId): boolean;
}

/** More than can end between two looks. */
const recentlyEnded = 100;

/**
 * What watchers were last told of each job, so that changes made by other processes are found.
 * Unfinished jobs are compared, those that were so at the last look, and the last that ended.
 */
export class JobMarks {
  readonly #options: JobMarksOptions;
  #unfinished = new Map<JobId, string>();
  /** The latest last; ended jobs are many. */
  #ended = new Map<JobId, string>();

  constructor(options: JobMarksOptions) {
    this.#options = options;
  }

  tell(job: JobDto): void {
    this.#unfinished.delete(job.id);
    this.#ended.delete(job.id);
    const text = textOf(markOf(job));
    if (!isFinal(job.state)) {
      this.#unfinished.set(job.id, text);
      return;
    }
    this.#ended.set(job.id, text);
    const [oldest] = this.#ended.keys();
    if (this.#ended.size > 2 * recentlyEnded && oldest !== undefined) this.#ended.delete(oldest);
  }

  /**
   * Jobs that differ from what was last told, or are gone. All that is now counts as told from
   * here on. Throws SQLite's errors, and has then changed nothing.
   */
  takeChanged(): JobId[] {
    const now = this.#options.repository.marks(recentlyEnded);
    const unfinished = new Map<JobId, string>();
    const ended = new Map<JobId, string>();
    const changed = new Set<JobId>();
    for (const mark of now) {
      const { id, state } = mark;
      const text = textOf(mark);
      (isFinal(state) ? ended : unfinished).set(id, text);
      if ((this.#unfinished.get(id) ?? this.#ended.get(id)) !== text) changed.add(id);
    }
    for (const id of this.#unfinished.keys()) {
      if (!unfinished.has(id) && !ended.has(id)) changed.add(id);
    }
    this.#unfinished = unfinished;
    this.#ended = ended;
    return [...changed].filter((id) => !this.#options.isOwn(id));
  }
}

function markOf(job: JobDto): JobMark {
  const permille = job.stages.reduce((sum, { fraction }) => sum + Math.round(fraction * 1_000), 0);
  return {
    id: job.id,
    state: job.state,
    attempts: job.attempts,
    retryAtMs: job.retryAtMs ?? null,
    finishedAtMs: job.finishedAtMs ?? null,
    videoId: job.videoId ?? null,
    permille: job.state === 'running' ? permille : 0,
    warnings: job.state === 'waiting' ? 0 : job.warnings.length,
  };
}

function textOf(mark: JobMark): string {
  const { state, attempts, retryAtMs, finishedAtMs, videoId, permille, warnings } = mark;
  return [state, attempts, retryAtMs, finishedAtMs, videoId, permille, warnings].join('/');
}
