import { resolve } from 'node:path';
import { modelIdSchema } from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { systemMessages } from '../messages/system.ts';
import { formatBytes, formatTime, printJson, printLine, safeText } from '../output.ts';
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

/** Installs with progress; prints a line (or a JSON line) for each model that is ready. */
export async function installModels(
  { client, json, status, signal }: Session,
  target: string,
  acceptLicences: boolean,
): Promise<void> {
  const events = await client.models.install({ target, acceptLicences }, { signal });
  for await (const event of events) {
    switch (event.type) {
      case 'progress': {
        const share = event.totalBytes === 0 ? 0 : event.doneBytes / event.totalBytes;
        const left =
          event.timeLeftMs === undefined
            ? ''
            : systemMessages.models.left(formatTime(event.timeLeftMs));
        status.show(`${event.modelId}: ${event.step} ${Math.floor(share * 100)}%${left}`);
        break;
      }
      case 'installed':
        status.clear();
        if (json) printJson(event.model);
        else {
          const { id, licence, sizeBytes } = event.model;
          printLine(`installed  ${safeText(id)}  ${formatBytes(sizeBytes)}  ${licence.name}`);
        }
        break;
      default:
        event satisfies never;
    }
  }
  status.clear();
}
