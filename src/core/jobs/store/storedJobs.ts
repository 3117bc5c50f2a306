import type { JobId } from '../../../contract/index.ts';
import {
  isStoredId,
  type jobStages,
  type jobs,
  type jobWarnings,
  type LibraryDatabase,
} from '../../db/index.ts';
import {
  childrenSql,
  firstChildSql,
  latestJobsSql,
  someJobsSql,
  stagesOfSql,
  warningsOfSql,
} from './queueSql.ts';

export type JobRow = typeof jobs.$inferSelect;
type JobStageRow = typeof jobStages.$inferSelect;
type JobWarningRow = typeof jobWarnings.$inferSelect;

/** A job with its stages and warnings in their order. */
export interface StoredJob {
  job: JobRow;
  stages: JobStageRow[];
  warnings: JobWarningRow[];
  /** Of the jobs that it queued, and those that they queued; undefined when there are none. */
  children: JobChildren | undefined;
}

export interface JobChildren {
  total: number;
  done: number;
  failed: number;
  cancelled: number;
  /** Sum of their fractions. */
  fractions: number;
}

/** As SQLite has them: JSON is text. */
interface JobRecord extends Omit<JobRow, 'payload' | 'exclusiveKeys'> {
  payload: string;
  exclusiveKeys: string | null;
}

interface JobStageRecord extends Omit<JobStageRow, 'detail'> {
  detail: string | null;
}

/**
 * False for a row that no version of Trendroom wrote: its id would name a folder somewhere. Such a
 * job is not there.
 */
export function hasJobId({ id }: { id: string }): boolean {
  return isStoredId(id);
}

/**
 * Reads whole jobs. Every change of a job is read for its watchers, thousands a minute: the
 * statements are prepared once, and the rows are not mapped column by column.
 */
export class StoredJobs {
  readonly #some;
  readonly #latest;
  readonly #stages;
  readonly #warnings;
  readonly #firstChild;
  readonly #children;

  constructor({ $client }: LibraryDatabase) {
    this.#some = $client.prepare<[string], JobRecord>(someJobsSql);
    this.#latest = $client.prepare<[number], JobRecord>(latestJobsSql);
    this.#stages = $client.prepare<[string], JobStageRecord>(stagesOfSql);
    this.#warnings = $client.prepare<[string], JobWarningRow>(warningsOfSql);
    this.#firstChild = $client.prepare<[JobId], unknown>(firstChildSql);
    this.#children = $client.prepare<[JobId], JobChildren>(childrenSql);
  }

  /** Those of them that are still there. */
  some(jobIds: readonly JobId[]): StoredJob[] {
    return this.#complete(this.#some.all(JSON.stringify(jobIds)));
  }

  /** Newest first. */
  latest(limit: number): StoredJob[] {
    return this.#complete(this.#latest.all(limit));
  }

  #complete(found: readonly JobRecord[]): StoredJob[] {
    const records = found.filter(hasJobId);
    if (records.length === 0) return [];
    const byId = new Map(records.map((record) => [record.id, this.#withoutStages(record)]));
    const ids = JSON.stringify([...byId.keys()]);
    for (const { detail, ...stage } of this.#stages.all(ids)) {
      const parsed = detail === null ? null : JSON.parse(detail);
      byId.get(stage.jobId)?.stages.push({ ...stage, detail: parsed });
    }
    for (const warning of this.#warnings.all(ids)) {
      byId.get(warning.jobId)?.warnings.push(warning);
    }
    return [...byId.values()];
  }

  #withoutStages({ payload, exclusiveKeys, ...rest }: JobRecord): StoredJob {
    const job = {
      ...rest,
      payload: JSON.parse(payload),
      exclusiveKeys: exclusiveKeys === null ? null : JSON.parse(exclusiveKeys),
    };
    return { job, stages: [], warnings: [], children: this.#childrenOf(job.id) };
  }

  #childrenOf(jobId: JobId): JobChildren | undefined {
    if (this.#firstChild.get(jobId) === undefined) return undefined;
    return this.#children.get(jobId);
  }
}
