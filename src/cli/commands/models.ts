import { resolve } from 'node:path';
import { type JobDto, type ModelSummary, modelIdSchema } from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { followJobs, jobStatus, requireDone } from '../followJobs.ts';
import { systemMessages } from '../messages/system.ts';
import { formatBytes, printJson, printLine, safeText } from '../output.ts';
import { type Session, withSession } from '../session.ts';

interface InstallOptions {
  acceptLicenses?: boolean;
}

interface ImportOptions extends InstallOptions {
  model?: string;
}

const acceptText = systemMessages.models.accept;

/** `models list|install|import|remove`. */
export const addModelsCommands: AddCommands = (program, globals) => {
  const models = program.command('models').description(systemMessages.models.models);
  models
    .command('list')
    .description(systemMessages.models.list)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.models.list();
        if (json) return printJson(result);
        for (const model of result.models) {
          const gpu =
            model.gpuMemoryGib === 0
              ? systemMessages.models.cpu
              : systemMessages.models.gpu(model.gpuMemoryGib);
          printLine(
            `${model.state.padEnd(9)}  ${model.id.padEnd(28)}  ${model.task.padEnd(10)}  ` +
              `${formatBytes(model.sizeBytes).padStart(8)}  ${gpu.padEnd(9)}  ${model.licence.name}`,
          );
        }
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
  models
    .command('import')
    .description(systemMessages.models.import)
    .argument('<file>')
    .option('--model <id>', systemMessages.models.importAs)
    .option('--accept-licenses', acceptText)
    .action((file: string, options: ImportOptions) =>
      withSession(globals(), async ({ client, json }) => {
        const model = await client.models.import({
          path: resolve(file),
          ...(options.model === undefined ? {} : { modelId: modelIdSchema.parse(options.model) }),
          acceptLicences: options.acceptLicenses === true,
        });
        if (json) printJson(model);
        else printLine(systemMessages.models.installed(model.id, formatBytes(model.sizeBytes)));
      }),
    );
  models
    .command('remove')
    .description(systemMessages.models.remove)
    .argument('<id>')
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.models.remove({ modelId: modelIdSchema.parse(id) });
        if (json) printJson(result);
        else printLine(systemMessages.models.removed(id, formatBytes(result.freedBytes)));
      }),
    );
};

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
