import { type JobDto, type ModelSummary, modelIdSchema } from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { followJobs, jobStatus, requireDone } from '../followJobs.ts';
import { systemMessages } from '../messages/system.ts';
import { formatBytes, printJson, printLine, safeText } from '../output.ts';
import { type Session, withSession } from '../session.ts';
import { addImportCommands, chooseModel } from './modelImports.ts';

interface InstallOptions {
  acceptLicenses?: boolean;
}

const acceptText = systemMessages.models.accept;

/** `models list|install|import|scan|use|remove`. */
export const addModelsCommands: AddCommands = (program, globals) => {
  const models = program.command('models').description(systemMessages.models.models);
  models
    .command('list')
    .description(systemMessages.models.list)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.models.list();
        if (json) return printJson(result);
        for (const model of result.models) printModel(model);
      }),
    );
  models
    .command('install')
    .description(systemMessages.models.install)
    .argument('<id>', systemMessages.models.modelId)
    .option('--accept-licenses', acceptText)
    .action((target: string, options: InstallOptions) =>
      withSession(globals(), (session) =>
        installModels(session, target, options.acceptLicenses === true),
      ),
    );
  addImportCommands(models, globals);
  models
    .command('use')
    .description(systemMessages.models.use)
    .argument('<id>')
    .action((id: string) => withSession(globals(), (session) => chooseModel(session, id)));
  models
    .command('remove')
    .description(systemMessages.models.remove)
    .argument('<id>')
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.models.remove({ modelId: modelIdSchema.parse(id) });
        if (json) printJson(result);
        else if (result.keptPath !== undefined) {
          printLine(systemMessages.models.removedEntry(id, safeText(result.keptPath)));
        } else printLine(systemMessages.models.removed(id, formatBytes(result.freedBytes)));
      }),
    );
};

function printModel(model: ModelSummary): void {
  const { models } = systemMessages;
  const gpu = model.gpuMemoryGib === 0 ? models.cpu : models.gpu(model.gpuMemoryGib);
  printLine(
    `${(model.inUse ? models.inUse : model.state).padEnd(9)}  ${safeText(model.id).padEnd(28)}  ` +
      `${model.task.padEnd(10)}  ${formatBytes(model.sizeBytes).padStart(8)}  ${gpu.padEnd(9)}  ` +
      safeText(model.licence.name || models.noLicence),
  );
  if (model.linkedPath !== undefined) printLine(models.linked(safeText(model.linkedPath)));
  if (model.problem !== undefined) printLine(models.problem(safeText(model.problem)));
}

/**
 * Queues the downloads and follows them; prints a line (or a JSON line) for each model that is
 * ready. Throws what the first one failed with.
 */
export async function installModels(
  session: Session,
  target: string,
  acceptLicences: boolean,
): Promise<void> {
  const { client, json, status } = session;
  const print = (model: ModelSummary): void => {
    status.clear();
    if (json) printJson(model);
    else {
      const { id, licence, sizeBytes } = model;
      printLine(`installed  ${safeText(id)}  ${formatBytes(sizeBytes)}  ${licence.name}`);
    }
  };
  const enqueue = async (): Promise<JobDto[]> => {
    const { models, jobs } = await client.models.install({ target, acceptLicences });
    for (const model of models) if (model.state === 'installed') print(model);
    return jobs;
  };
  const onChange = async (job: JobDto): Promise<void> => {
    status.show(jobStatus(job));
    if (job.state !== 'done') return;
    const { models } = await client.models.list();
    const model = models.find(({ id }) => id === job.dedupeKey);
    if (model !== undefined) print(model);
  };
  const jobs = await followJobs(session, enqueue, onChange);
  status.clear();
  requireDone(jobs);
}
