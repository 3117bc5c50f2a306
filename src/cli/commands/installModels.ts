import type { JobDto, ModelSummary } from '../../contract/index.ts';
import { followJobs, jobStatus, requireDone } from '../followJobs.ts';
import { formatBytes, printJson, printLine, safeText } from '../output.ts';
import type { Session } from '../session.ts';

/**
 * Queues the downloads and follows them; prints a line (or a JSON line) for each model that is
 * ready. Throws what the first one failed with.
 */
export async function installModels(
  session: Session,
  target: string,
  acceptLicences: boolean,
): Promise<void> {
  const { client } = session;
  const enqueue = async (): Promise<JobDto[]> => {
    const { models, jobs } = await client.models.install({ target, acceptLicences });
    for (const model of models) if (model.state === 'installed') printInstalled(session, model);
    return jobs;
  };
  await follow(session, enqueue, (model) => printInstalled(session, model));
}

/**
 * Queues the download of one model and follows it; gives the model as it is then. Throws what the
 * download failed with.
 */
export async function followInstall(
  session: Session,
  enqueue: () => Promise<{ model: ModelSummary; jobs: JobDto[] }>,
): Promise<ModelSummary | undefined> {
  let installed: ModelSummary | undefined;
  const first = async (): Promise<JobDto[]> => {
    const { model, jobs } = await enqueue();
    if (jobs.length === 0) installed = model;
    return jobs;
  };
  await follow(session, first, (model) => {
    installed = model;
  });
  return installed;
}

async function follow(
  session: Session,
  enqueue: () => Promise<JobDto[]>,
  onDone: (model: ModelSummary) => void,
): Promise<void> {
  const { client, status } = session;
  const onChange = async (job: JobDto): Promise<void> => {
    status.show(jobStatus(job));
    if (job.state !== 'done') return;
    const { models } = await client.models.list();
    const model = models.find(({ id }) => id === job.dedupeKey);
    if (model !== undefined) onDone(model);
  };
  const jobs = await followJobs(session, enqueue, onChange);
  status.clear();
  requireDone(jobs);
}

export function printInstalled({ json, status }: Session, model: ModelSummary): void {
  status.clear();
  const { id, licence, sizeBytes } = model;
  if (json) printJson(model);
  else {
    printLine(`installed  ${safeText(id)}  ${formatBytes(sizeBytes)}  ${safeText(licence.name)}`);
  }
}
