import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { create } from 'zustand';
import type { JobDto, JobId, VideoId } from '../../contract/index.ts';
import { useApi } from './api.ts';
import { useConnection } from './connection.ts';

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
          void queryClient.invalidateQueries({ queryKey: procedures.videos.key() });
          void queryClient.invalidateQueries({ queryKey: procedures.library.key() });
        }
      }
    };
    // When the connection is lost the socket comes back by itself and this runs again.
    follow().catch(() => {});
    if (reconnects > 0) void queryClient.invalidateQueries();
    return () => stop.abort();
  }, [client, queryClient, procedures, reconnects]);
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

/** Jobs in work or waiting, and jobs that failed, among those kept. */
export function useJobCounts(): { active: number; failed: number; running: JobDto | undefined } {
  const byId = useJobStore((jobs) => jobs.byId);
  let active = 0;
  let failed = 0;
  let running: JobDto | undefined;
  for (const job of byId.values()) {
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
