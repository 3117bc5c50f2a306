import { useEffect, useRef, useState } from 'react';
import type { JobDto, JobId, JobState } from '../../../contract/index.ts';
import { jobStates } from '../../client/jobs/jobStates.ts';

/** Words about the job that ended last while the screen was open; progress says nothing. */
export function useEndedJobs(jobs: readonly JobDto[] | undefined): string {
  const before = useRef<ReadonlyMap<JobId, JobState>>(undefined);
  const [announcement, setAnnouncement] = useState('');
  useEffect(() => {
    if (jobs === undefined) return;
    const ended = jobs.filter(({ id, state }) => {
      const earlier = before.current?.get(id);
      return earlier !== undefined && earlier !== state && (state === 'done' || state === 'failed');
    });
    before.current = new Map(jobs.map(({ id, state }) => [id, state]));
    if (ended.length === 0) return;
    setAnnouncement(
      ended.map(({ label, state }) => `${label}: ${jobStates[state].label}`).join(', '),
    );
  }, [jobs]);
  return announcement;
}
