import { z } from 'zod';
import type { Workspace } from './workspace.ts';

const job = z.object({ id: z.string(), label: z.string(), state: z.string() });

/** The jobs of a workspace's host. */
export async function jobsOf({
  host: { origin, token },
}: Workspace): Promise<z.infer<typeof job>[]> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${origin}/api/jobs`, { headers });
  return z.object({ jobs: z.array(job) }).parse(await answer.json()).jobs;
}

/** Labels of the jobs that are done with; the core queues some of its own, too. */
export async function doneJobs(workspace: Workspace): Promise<string[]> {
  const isDone = ({ state }: { state: string }): boolean => ['done', 'cancelled'].includes(state);
  return (await jobsOf(workspace)).filter(isDone).map(({ label }) => label);
}
