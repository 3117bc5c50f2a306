import { type Command, Option } from 'commander';
import {
  type BatchKind,
  batchIdSchema,
  batchKindSchema,
  maxSetRequests,
  type RequestSet,
  requestSetIdSchema,
} from '../../contract/index.ts';
import { AppError } from '../../core/base/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { readRequestFile } from '../batches/importBatchFile.ts';
import { commonMessages } from '../messages/common.ts';
import { teamMessages } from '../messages/team.ts';
import { wholeNumber } from '../options/wholeNumber.ts';
import { printJson, printLine, safeText } from '../output.ts';
import { withSession } from '../session.ts';

interface AddOptions {
  batch?: string;
  requests: number;
  file?: string;
  kind?: BatchKind;
}

/** `endpoints sets [list|add|remove]`: saved requests to compare models by. */
export function addRequestSets(endpoints: Command, globals: Parameters<AddCommands>[1]): void {
  const sets = endpoints.command('sets').description(teamMessages.requestSets.sets);
  sets
    .command('list', { isDefault: true })
    .description(teamMessages.requestSets.list)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.requestSets.list();
        if (json) return printJson(result);
        if (result.sets.length === 0) return printLine(teamMessages.requestSets.none);
        for (const set of result.sets) print(set);
      }),
    );
  sets
    .command('add')
    .description(teamMessages.requestSets.create)
    .argument('<name>')
    .option('--batch <id>', teamMessages.requestSets.batch)
    .option('--requests <n>', teamMessages.requestSets.maxRequests, wholeNumber, 50)
    .option('--file <file>', teamMessages.requestSets.file(maxSetRequests))
    .addOption(
      new Option('--kind <kind>', teamMessages.requestSets.kind).choices(batchKindSchema.options),
    )
    .action((name: string, { batch, requests, file, kind }: AddOptions) =>
      withSession(globals(), async ({ client, json }) => {
        if ((batch === undefined) === (file === undefined)) {
          throw new AppError('usage.invalid', teamMessages.requestSets.sourceRequired);
        }
        const set =
          file === undefined
            ? await client.requestSets.takeFromBatch({
                ...{ name, requests, batchId: batchIdSchema.parse(batch) },
              })
            : await client.requestSets.create({
                name,
                ...(await readRequestFile(file, { most: maxSetRequests, ...(kind && { kind }) })),
              });
        if (json) printJson(set);
        else print(set);
      }),
    );
  sets
    .command('remove')
    .description(teamMessages.requestSets.remove)
    .argument('<id>')
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.requestSets.remove({ id: requestSetIdSchema.parse(id) });
        if (json) printJson(result);
        else printLine(result.removed ? commonMessages.removed : commonMessages.nothingRemoved);
      }),
    );
}

function print({ id, name, kind, requests }: RequestSet): void {
  printLine(`${id}  ${requests} x ${kind}  ${safeText(name)}`);
}
