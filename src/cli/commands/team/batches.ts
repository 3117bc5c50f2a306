import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import {
  type Batch,
  type BatchKind,
  type BatchPlace,
  batchIdSchema,
  batchKindSchema,
  batchPlaceSchema,
} from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { type ExportOptions, exportBatchFile } from '../../batches/exportBatchFile.ts';
import { importBatchFile, importResultsFile } from '../../batches/importBatchFile.ts';
import { printBatch, printBatchErrors, progressLabel } from '../../batches/printBatch.ts';
import { commonMessages } from '../../messages/common.ts';
import { teamMessages } from '../../messages/team.ts';
import { exitCodes, printJson, printLine, toErrorDto } from '../../output.ts';
import { type Session, withSession } from '../../session.ts';

interface CreateOptions {
  name?: string;
  place: BatchPlace;
  kind?: BatchKind;
  paused?: boolean;
  wait?: boolean;
  into?: string;
}

/** `batches list|create|show|watch|pause|resume|cancel|retry|remove|export|import|results`. */
export const addBatchCommands: AddCommands = (program, globals, setExitCode) => {
  const batches = program.command('batches').description(teamMessages.batches.batches);
  const inSession = (run: (session: Session) => Promise<void>): Promise<void> =>
    withSession(globals(), run);

  batches
    .command('list', { isDefault: true })
    .description(teamMessages.batches.list)
    .action(() =>
      inSession(async ({ client, json }) => {
        const result = await client.batches.list({});
        if (json) return printJson(result);
        if (result.batches.length === 0) return printLine(teamMessages.batches.none);
        for (const batch of result.batches) printBatch(batch);
      }),
    );
  const create = (session: Session, file: string, options: CreateOptions) =>
    createFrom(session, file, options).then((batch) => end(session, batch));
  withCreateOptions(batches.command('create'))
    .description(teamMessages.batches.create)
    .action((file: string, options: CreateOptions) =>
      inSession((session) => create(session, file, options)),
    );
  withCreateOptions(batches.command('import'))
    .description(teamMessages.batches.import)
    .option('--into <id>', teamMessages.batches.into)
    .action((file: string, options: CreateOptions) =>
      inSession(async (session) => {
        const { client, json } = session;
        if (options.into === undefined) return create(session, file, options);
        const id = batchIdSchema.parse(options.into);
        const result = await importResultsFile(client, file, id);
        if (json) return printJson(result);
        printLine(teamMessages.batches.imported(result.read, result.stored));
        return end(session, (await client.batches.get({ id })).batch);
      }),
    );
  batches
    .command('show')
    .description(teamMessages.batches.show)
    .argument('<id>')
    .action((id: string) =>
      inSession(async (session) => {
        const { batch, errors } = await session.client.batches.get({ id: batchIdSchema.parse(id) });
        if (session.json) return printJson({ batch, errors });
        printBatch(batch);
        printBatchErrors(errors);
      }),
    );
  batches
    .command('watch')
    .description(teamMessages.batches.watch)
    .argument('<id>')
    .action((id: string) =>
      inSession(async (session) => end(session, await follow(session, batchIdSchema.parse(id)))),
    );
  for (const [action, words] of [
    ['pause', teamMessages.batches.pause],
    ['resume', teamMessages.batches.resume],
    ['cancel', teamMessages.batches.cancel],
    ['retry', teamMessages.batches.retry],
  ] as const) {
    batches
      .command(action)
      .description(words)
      .argument('<id>')
      .action((id: string) =>
        inSession(async ({ client, json }) => {
          const batch = await client.batches[action]({ id: batchIdSchema.parse(id) });
          if (json) printJson(batch);
          else printBatch(batch);
        }),
      );
  }
  batches
    .command('remove')
    .description(teamMessages.batches.remove)
    .argument('<id>')
    .action((id: string) =>
      inSession(async ({ client, json }) => {
        const result = await client.batches.remove({ id: batchIdSchema.parse(id) });
        if (json) printJson(result);
        else printLine(result.removed ? commonMessages.removed : commonMessages.nothingRemoved);
      }),
    );
  const write = (id: string, file: string, what: ExportOptions['what']): Promise<void> =>
    inSession(async ({ client, json }) => {
      const lines = await exportBatchFile(client, { id: batchIdSchema.parse(id), file, what });
      if (json) printJson({ path: file, lines });
      else printLine(teamMessages.batches.written(lines, file));
    });
  batches
    .command('export')
    .description(teamMessages.batches.export)
    .argument('<id>')
    .argument('<file>')
    .option('--rest', teamMessages.batches.pendingOnly)
    .action((id: string, file: string, { rest }: { rest?: boolean }) =>
      write(id, file, rest === true ? 'rest' : 'requests'),
    );
  batches
    .command('results')
    .description(teamMessages.batches.results)
    .argument('<id>')
    .argument('<file>')
    .action((id: string, file: string) => write(id, file, 'results'));

  async function end({ client, json }: Session, batch: Batch): Promise<void> {
    const { errors } = await client.batches.get({ id: batch.id });
    if (json) printJson({ batch, errors });
    else {
      printBatch(batch);
      printBatchErrors(errors);
    }
    if (errors.length > 0) setExitCode(exitCodes.failed);
  }
};

function withCreateOptions(command: Command): Command {
  return command
    .argument('<file>')
    .option('--name <name>', teamMessages.batches.name)
    .addOption(
      new Option('--kind <kind>', teamMessages.batches.kind).choices(batchKindSchema.options),
    )
    .addOption(
      new Option('--place <place>', teamMessages.batches.place)
        .choices(batchPlaceSchema.options)
        .default('remote'),
    )
    .option('--paused', teamMessages.batches.paused)
    .option('--wait', teamMessages.batches.wait);
}

async function createFrom(
  session: Session,
  file: string,
  { name = basename(file), place, kind, paused = false, wait }: CreateOptions,
): Promise<Batch> {
  const options = { name, place, paused, ...(kind !== undefined && { kind }) };
  const batch = await importBatchFile(session.client, file, options);
  return wait === true ? follow(session, batch.id) : batch;
}

/** Runs the batches here and shows the progress until this one does not run any more. */
async function follow({ client, status, signal }: Session, id: Batch['id']): Promise<Batch> {
  const watch = (run: boolean) => client.batches.watch({ run }, { signal });
  const events = await watch(true).catch((error: unknown) => {
    // They run in the Trendroom that is open.
    if (toErrorDto(error).code === 'library.inUse') return watch(false);
    throw error;
  });
  for await (const { batches } of events) {
    const batch = batches.find((each) => each.id === id);
    if (batch?.state !== 'running') break;
    status.show(progressLabel(batch));
  }
  status.clear();
  return (await client.batches.get({ id })).batch;
}
