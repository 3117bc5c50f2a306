import { type ModelSummary, modelIdSchema } from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { systemMessages } from '../messages/system.ts';
import { formatBytes, printJson, printLine, safeText } from '../output.ts';
import { withSession } from '../session.ts';
import { installModels } from './installModels.ts';
import { addHubCommands } from './modelHub.ts';
import { addImportCommands, chooseModel } from './modelImports.ts';

interface InstallOptions {
  acceptLicenses?: boolean;
}

const acceptText = systemMessages.models.accept;

/** `models list|recommend|install|search|files|download|import|scan|use|remove`. */
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
        printLine(systemMessages.models.recommendedNext);
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
  addHubCommands(models, globals);
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
