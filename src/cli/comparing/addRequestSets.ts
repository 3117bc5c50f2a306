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
import { printJson, printLine, safeText } from '../output.ts';
import { withSession } from '../session.ts';
import { wholeNumber } from '../wholeNumber.ts';

interface AddOptions {
  batch?: string;
  requests: number;
  file?: string;
  kind?: BatchKind;
}

/** `endpoints sets [list|add|remove]`: saved requests to compare models by. */
export function addRequestSets(endpoints: Command, globals: Parameters<AddCommands>[1]): void {
  const sets = endpoints.command('sets').description('saved requests to compare models by');
  sets
    .command('list', { isDefault: true })
    .description('the sets, newest first')
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.requestSets.list();
        if (json) return printJson(result);
        if (result.sets.length === 0) return printLine('No sets yet.');
        for (const set of result.sets) print(set);
      }),
    );
  sets
    .command('add')
    .description('save requests of a batch, or of an OpenAI batch file (.jsonl)')
    .argument('<name>')
    .option('--batch <id>', 'from its whole length')
    .option('--requests <n>', 'at most so many of the batch', wholeNumber, 50)
    .option('--file <file>', `at most ${maxSetRequests} requests`)
    .addOption(
      new Option('--kind <kind>', 'of lines without a url').choices(batchKindSchema.options),
    )
    .action((name: string, { batch, requests, file, kind }: AddOptions) =>
      withSession(globals(), async ({ client, json }) => {
        if ((batch === undefined) === (file === undefined)) {
          throw new AppError('usage.invalid', 'Say --batch ID or --file FILE.');
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
    .description('remove a set with its comparisons')
    .argument('<id>')
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.requestSets.remove({ id: requestSetIdSchema.parse(id) });
        if (json) printJson(result);
        else printLine(result.removed ? 'Removed.' : 'There was none.');
      }),
    );
}

function print({ id, name, kind, requests }: RequestSet): void {
  printLine(`${id}  ${requests} x ${kind}  ${safeText(name)}`);
}
