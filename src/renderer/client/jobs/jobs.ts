import { ORPCError } from '@orpc/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { create } from 'zustand';
import type { JobDto, JobId, JobState, VideoId } from '../../../contract/index.ts';
import { type Procedures, useApi } from '../api.ts';
import { useConnection } from '../connection/connection.ts';

/** Jobs that the page keeps: the newest of the queue, as the host last told of them. */
const keptJobs = 1_000;

interface Jobs {
  byId: ReadonlyMap<JobId, JobDto>;
  /** False until the queue was read once. */
  known: boolean;
}

const useJobStore = create<Jobs>()(() => ({ byId: new Map(), known: false }));

/** Follows the queue for the whole page; once, in the shell. */
export function useFollowJobs(): void {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const reconnects = useConnection(({ reconnects }) => reconnects);
  useEffect(() => {
    const stop = new AbortController();
    const follow = async (): Promise<void> => {
      // Watched before it is read, so that no change falls between.
      const changes = await client.jobs.watch(undefined, { signal: stop.signal });
      const { jobs } = await client.jobs.list({ limit: keptJobs }, { signal: stop.signal });
      useJobStore.setState({ byId: new Map(jobs.map((job) => [job.id, job])), known: true });
      for await (const job of changes) {
        const before = useJobStore.getState().byId.get(job.id);
        keep(job);
        // A stage that ends may add to lists, to a video, and to what the library takes.
        if (
          before === undefined ||
          doneStages(before) !== doneStages(job) ||
          before.state !== job.state
        ) {
          for (const { key } of changedBy(job.kind, procedures)) {
            void queryClient.invalidateQueries({ queryKey: key() });
          }
        }
      }
    };
    // When the connection is lost the socket comes back by itself and this runs again.
    follow().catch(() => {});
    if (reconnects > 0) void queryClient.invalidateQueries();
    return () => stop.abort();
  }, [client, queryClient, procedures, reconnects]);
}

/** What a job of a kind changes: what the page has read of it is read again. */
function changedBy(kind: string, procedures: Procedures): { key(): readonly unknown[] }[] {
  const { videos, memory, library, trends, models, sharing, schedules, endpoints, reports } =
    procedures;
  const { duplicates, searches, publishing } = procedures;
  switch (kind) {
    case 'modelDownload':
      return [models, library];
    case 'sync':
      // Titles and descriptions of own videos may have come.
      return [sharing, schedules, videos, library];
    case 'topics':
      return [trends];
    case 'duplicates':
      return [videos, duplicates];
    case 'checkEndpoints':
      return [endpoints, schedules];
    case 'vectorIndex':
      return [];
    case 'publish':
      return [publishing];
    case 'push':
      return [procedures.push, procedures.experiments];
    case 'report':
      return [reports, schedules];
    case 'measure':
      return [videos, memory];
    case 'backup':
    case 'verify':
    case 'reindex':
      return [library, schedules];
    default:
      return [videos, library, trends, searches];
  }
}

function doneStages(job: JobDto): number {
  return job.stages.filter(({ state }) => state === 'done').length;
}

function keep(job: JobDto): void {
  useJobStore.setState(({ byId }) => {
    const next = new Map(byId);
    next.set(job.id, job);
    return { byId: next };
  });
}

/** Jobs that this page has just queued are shown at once; what was told of them since stands. */
export function keepQueued(jobs: readonly JobDto[]): void {
  for (const job of jobs) if (!useJobStore.getState().byId.has(job.id)) keep(job);
}

export function isEnded(state: JobState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

/** These jobs once all of them have ended, in their order. */
export function jobsEnded(jobIds: readonly JobId[]): Promise<JobDto[]> {
  return new Promise((resolve) => {
    const look = ({ byId }: Jobs): boolean => {
      const jobs = jobIds.flatMap((id) => byId.get(id) ?? []);
      const areEnded = jobs.length === jobIds.length && jobs.every(({ state }) => isEnded(state));
      if (areEnded) resolve(jobs);
      return areEnded;
    };
    if (look(useJobStore.getState())) return;
    const stop = useJobStore.subscribe((jobs) => {
      if (look(jobs)) stop();
    });
  });
}

/** Why a job failed, as what a call throws. */
export function errorOfJob({
  error,
}: Pick<JobDto, 'error'>): ORPCError<string, { hint: string }> | undefined {
  if (error === undefined) return undefined;
  return new ORPCError(error.code, { message: error.message, data: { hint: error.hint } });
}

/** A video was removed, and its ended jobs with it, of which the host tells nothing. */
export function forgetJobsOf(videoId: VideoId): void {
  useJobStore.setState(({ byId }) => ({
    byId: new Map([...byId].filter(([, job]) => job.videoId !== videoId)),
  }));
}

/** Every kept job, newest first; undefined until the queue was read. */
export function useJobs(): readonly JobDto[] | undefined {
  const byId = useJobStore((jobs) => (jobs.known ? jobs.byId : undefined));
  if (byId === undefined) return undefined;
  return [...byId.values()].sort((a, b) => b.createdAtMs - a.createdAtMs);
}

/** The newest job that works on a video, or undefined. */
export function useJobOfVideo(videoId: VideoId): JobDto | undefined {
  return useJobStore(({ byId }) => {
    let newest: JobDto | undefined;
    for (const job of byId.values()) {
      if (job.videoId !== videoId) continue;
      if (newest === undefined || job.createdAtMs > newest.createdAtMs) newest = job;
    }
    return newest;
  });
}

/** Kinds whose jobs bring videos into the library. */
export const ingestKinds: readonly string[] = ['ingest', 'link'];

/** The newest job of a kind, also of one thing of it by its key; undefined when none is kept. */
export function useLatestJob(kind: string, dedupeKey?: string): JobDto | undefined {
  return useJobStore(({ byId }) => {
    let latest: JobDto | undefined;
    for (const job of byId.values()) {
      if (job.kind !== kind || (dedupeKey !== undefined && job.dedupeKey !== dedupeKey)) continue;
      if (latest === undefined || job.createdAtMs > latest.createdAtMs) latest = job;
    }
    return latest;
  });
}

/** Jobs in work or waiting, and jobs that failed, among those kept; of some kinds, or of all. */
export function useJobCounts(kinds?: readonly string[]): {
  active: number;
  failed: number;
  running: JobDto | undefined;
} {
  const byId = useJobStore((jobs) => jobs.byId);
  let active = 0;
  let failed = 0;
  let running: JobDto | undefined;
  for (const job of byId.values()) {
    if (kinds?.includes(job.kind) === false) continue;
    if (job.state === 'running' || job.state === 'waiting') active += 1;
    if (job.state === 'failed') failed += 1;
    if (job.state === 'running') running ??= job;
  }
  return { active, failed, running };
}

/** Whether the user keeps this workstation offline. */
export function useIsOffline(): boolean {
  const { procedures } = useApi();
  const { data } = useQuery(procedures.library.info.queryOptions());
  return data?.networkAllowed === false;
}
