import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  type FoundModel,
  type ModelProgram,
  type ModelSummary,
  modelIdSchema,
  modelProgramSchema,
  modelSettings,
} from '../../contract/index.ts';
import { AppError } from '../../core/base/index.ts';
import { systemMessages } from '../messages/system.ts';
import { formatBytes, printJson, printLine, safeText } from '../output.ts';
import { type GlobalOptions, type Session, withSession } from '../session.ts';

interface ImportOptions {
  acceptLicenses?: boolean;
  model?: string;
  copy?: boolean;
  use?: boolean;
}

const texts = systemMessages.models;

/** `models import FILE|FOLDER` and `models scan`. */
export function addImportCommands(models: Command, globals: () => GlobalOptions): void {
  models
    .command('import')
    .description(texts.import)
    .argument('<path>', texts.importPath)
    .option('--model <id>', texts.importAs)
    .option('--copy', texts.copy)
    .option('--use', texts.useNow)
    .option('--accept-licenses', texts.accept)
    .action((path: string, options: ImportOptions) =>
      withSession(globals(), async (session) => {
        const isFolder = await stat(path).then(
          (found) => found.isDirectory(),
          () => false,
        );
        if (isFolder) await importFolder(session, resolve(path), options);
        else await importOne(session, { path: resolve(path) }, options);
      }),
    );
  models
    .command('scan')
    .description(texts.scan)
    .option('--only <program>', texts.scanOnly, addProgram, [])
    .action((options: { only: readonly ModelProgram[] }) =>
      withSession(globals(), async ({ client, json }) => {
        const programs = options.only.length > 0 ? options.only : modelProgramSchema.options;
        const result = await client.models.scan({ programs: [...programs] });
        if (json) return printJson(result);
        for (const { state, path } of result.folders) {
          const text = {
            read: texts.looked,
            missing: texts.notThere,
            unreadable: texts.unreadable,
          };
          printLine(text[state](safeText(path)));
        }
        for (const model of result.models) printFound(model);
        if (result.truncated) printLine(texts.truncated);
        if (result.models.length > 0) printLine(texts.importNext);
      }),
    );
}

/** Makes a model do the work of its task, and says so. Errors: `model.unknown`. */
export async function chooseModel({ client, json }: Session, id: string): Promise<void> {
  const modelId = modelIdSchema.parse(id);
  const { models } = await client.models.list();
  const model = models.find((each) => each.id === modelId);
  if (model === undefined) throw new AppError('model.unknown', texts.unknown(id));
  const settings = await client.settings.set({ [modelSettings[model.task]]: modelId });
  if (json) printJson({ [modelSettings[model.task]]: settings[modelSettings[model.task]] });
  else printLine(texts.used[model.task](safeText(model.name)));
}

async function importFolder(
  session: Session,
  folder: string,
  options: ImportOptions,
): Promise<void> {
  const { client } = session;
  const { models } = await client.models.scan({ folder });
  for (const { id, path, problem } of models) {
    if (problem === undefined) await importOne(session, { found: id }, options);
    else process.stderr.write(`${texts.skipped(safeText(path), safeText(problem))}\n`);
  }
  if (models.length === 0) throw new AppError('input.notFound', texts.nothingFound(folder));
}

type Given = { path: string } | { found: FoundModel['id'] };

async function importOne(session: Session, given: Given, options: ImportOptions): Promise<void> {
  const { client, json } = session;
  const model: ModelSummary = await client.models.import({
    ...given,
    ...(options.model === undefined ? {} : { modelId: modelIdSchema.parse(options.model) }),
    copy: options.copy === true,
    acceptLicences: options.acceptLicenses === true,
  });
  if (json) printJson(model);
  else {
    printLine(texts.imported(safeText(model.id), formatBytes(model.sizeBytes)));
    if (model.task === 'generate' && !model.inUse && options.use !== true) {
      printLine(texts.chooseNext(safeText(model.id)));
    }
  }
  if (options.use === true) await chooseModel(session, model.id);
}

function printFound(model: FoundModel): void {
  const { label, name, path, sizeBytes, task, modelId, problem, facts } = model;
  const known = modelId === undefined ? '' : `, ${texts.known}`;
  printLine();
  printLine(
    safeText(
      `${label ?? name}  ${formatBytes(sizeBytes)}  ${[task, facts.architecture, facts.quantization]
        .filter((text) => text !== undefined)
        .join(', ')}${known}`,
    ),
  );
  printLine(`  ${safeText(path)}`);
  if (problem !== undefined) printLine(`  ${safeText(problem)}`);
}

function addProgram(text: string, before: readonly ModelProgram[]): readonly ModelProgram[] {
  const { data } = modelProgramSchema.safeParse(text);
  if (data !== undefined) return [...before, data];
  const names = modelProgramSchema.options.join(', ');
  throw new AppError('usage.invalid', texts.unknownProgram(text, names));
}
