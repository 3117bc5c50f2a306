import { type ErrorCode, type JobDto, withHint } from '../../../contract/index.ts';
import type { StoredJob } from '../store/storedJobs.ts';
import { type StageMeasure, timeLeftMs } from './timeLeft.ts';

export interface JobDtoOptions {
  nowMs: number;
  /** Mean duration of each stage, by name, in earlier jobs of the kind. */
  usualMs: ReadonlyMap<string, number>;
}

type StoredStage = StoredJob['stages'][number];

/** A stored job as every client sees it. */
export function toJobDto(stored: StoredJob, options: JobDtoOptions): JobDto {
  const { job, stages, warnings, children } = stored;
  const measures = stages.map((stage) => measure(stage, options));
  const leftMs =
    job.state === 'running' ? (ownTimeLeftMs(stages) ?? timeLeftMs(measures)) : undefined;
  const dto: JobDto = {
    id: job.id,
    kind: job.kind,
    label: job.label,
    state: job.state,
    fraction: fractionOf(job.state === 'done' ? 1 : overall(measures), stored),
    attempts: job.attempts,
    stages: stages.map((stage) => ({
      name: stage.name,
      state: stage.state,
      fraction: stage.permille / 1000,
      ...detailOf(stage),
      ...durationOf(stage),
    })),
    warnings: warnings.map(withHint),
    createdAtMs: job.createdAtMs,
  };
  if (leftMs !== undefined) dto.timeLeftMs = leftMs;
  if (job.retryAtMs !== null) dto.retryAtMs = job.retryAtMs;
  if (job.notBeforeMs !== null && job.state === 'waiting') dto.notBeforeMs = job.notBeforeMs;
  if (job.dedupeKey !== null) dto.dedupeKey = job.dedupeKey;
  if (job.parentId !== null) dto.parentId = job.parentId;
  if (children !== undefined) {
    const { total, done, failed, cancelled } = children;
    dto.children = { total, done, failed, cancelled };
  }
  if (job.videoId !== null) dto.videoId = job.videoId;
  if (job.errorCode !== null) dto.error = errorOf(job.errorCode, job.errorMessage);
  if (job.startedAtMs !== null) dto.startedAtMs = job.startedAtMs;
  if (job.finishedAtMs !== null) dto.finishedAtMs = job.finishedAtMs;
  return dto;
}

function errorOf(code: ErrorCode, message: string | null): NonNullable<JobDto['error']> {
  return withHint({ code, message: message ?? '' });
}

/** What the running stage itself expects: its pace may say more than earlier jobs. */
function ownTimeLeftMs(stages: readonly StoredStage[]): number | undefined {
  return stages.find(({ state }) => state === 'running')?.detail?.timeLeftMs;
}

function detailOf({ detail }: StoredStage): Pick<JobDto['stages'][number], 'detail'> {
  if (detail === null) return {};
  const { timeLeftMs: _told, ...shown } = detail;
  return { detail: shown };
}

function durationOf(stage: StoredStage): { durationMs?: number } {
  if (stage.startedAtMs === null || stage.finishedAtMs === null) return {};
  return { durationMs: Math.max(0, stage.finishedAtMs - stage.startedAtMs) };
}

function measure(stage: StoredStage, { nowMs, usualMs }: JobDtoOptions): StageMeasure {
  const untilMs = stage.finishedAtMs ?? (stage.state === 'running' ? nowMs : stage.startedAtMs);
  return {
    weight: stage.weight,
    fraction: stage.permille / 1000,
    elapsedMs: Math.max(0, (untilMs ?? 0) - (stage.startedAtMs ?? 0)),
    usualMs: usualMs.get(stage.name),
  };
}

/**
 * A parent's progress is that of all it led to; itself counts as one of them. While it runs it never
 * falls back because another child came.
 */
function fractionOf(own: number, { job, children }: StoredJob): number {
  if (children === undefined) return own;
  const all = (own + children.fractions) / (1 + children.total);
  return job.state === 'done' ? all : Math.max(own, all);
}

function overall(measures: readonly StageMeasure[]): number {
  let total = 0;
  let done = 0;
  for (const { weight, fraction } of measures) {
    total += weight;
    done += weight * fraction;
  }
  return total === 0 ? 0 : done / total;
}
