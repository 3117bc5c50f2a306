import type { Command } from 'commander';
import {
  batchIdSchema,
  type Comparison,
  comparisonIdSchema,
  endpointIdSchema,
  type RequestSetId,
  requestSetIdSchema,
} from '../../contract/index.ts';
import { AppError } from '../../core/base/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { teamMessages } from '../messages/team.ts';
import { wholeNumber } from '../options/wholeNumber.ts';
import { exitCodes, printJson, printLine, safeText } from '../output.ts';
import { type Client, type Session, withSession } from '../session.ts';
import { printComparison, printPair } from './printComparison.ts';

interface CompareOptions {
  set?: string;
  batch?: string;
  requests: number;
}

const pairsAtOnce = 50;

/** `endpoints compare|comparisons|decide`: a dry run of another model, and what it decides. */
export const addComparing = (
  endpoints: Command,
  globals: Parameters<AddCommands>[1],
  setExitCode: Parameters<AddCommands>[2],
): void => {
  endpoints
    .command('compare')
    .description(teamMessages.comparisons.compare)
    .argument('<from>', teamMessages.comparisons.from)
    .argument('<to>', teamMessages.comparisons.to)
    .option('--set <id>', teamMessages.comparisons.set)
    .option('--batch <id>', teamMessages.comparisons.batch)
    .option('--requests <n>', teamMessages.comparisons.maxRequests, wholeNumber, 20)
    .action((from: string, to: string, options: CompareOptions) =>
      withSession(globals(), async (session) => {
        const { client, json } = session;
        const setId = await chooseSet(client, options);
        const { id } = await client.comparisons.start({
          ...{ setId, from: endpointIdSchema.parse(from), to: endpointIdSchema.parse(to) },
        });
        const ended = await follow(session, id);
        if (ended.state !== 'done') setExitCode(exitCodes.failed);
        if (session.signal.aborted) setExitCode(exitCodes.interrupted);
        if (json || ended.state !== 'done') return;
        printLine(teamMessages.comparisons.seeBoth(id));
        printLine(teamMessages.comparisons.decideNext(id));
      }),
    );
  endpoints
    .command('comparisons')
    .description(teamMessages.comparisons.list)
    .argument('[id]')
    .action((given?: string) =>
      withSession(globals(), async ({ client, json }) => {
        if (given !== undefined) return printPairs(client, comparisonIdSchema.parse(given), json);
        const result = await client.comparisons.list();
        if (json) return printJson(result);
        if (result.comparisons.length === 0) return printLine(teamMessages.comparisons.none);
        for (const comparison of result.comparisons) printComparison(comparison);
      }),
    );
  endpoints
    .command('decide')
    .description(teamMessages.comparisons.decide)
    .argument('<id>', teamMessages.comparisons.id)
    .requiredOption('--keep <side>', teamMessages.comparisons.keep)
    .action((given: string, { keep }: { keep: string }) =>
      withSession(globals(), async ({ client, json }) => {
        if (keep !== 'from' && keep !== 'to') {
          throw new AppError('usage.invalid', teamMessages.comparisons.keepRequired);
        }
        const id = comparisonIdSchema.parse(given);
        const comparison = await client.comparisons.decide({ id, keep });
        if (json) return printJson(comparison);
        printLine(teamMessages.comparisons.preferred(safeText(comparison[keep].name)));
      }),
    );
};

async function chooseSet(
  client: Client,
  { set, batch, requests }: CompareOptions,
): Promise<RequestSetId> {
  if (set !== undefined) return requestSetIdSchema.parse(set);
  if (batch === undefined)
    throw new AppError('usage.invalid', teamMessages.comparisons.sourceRequired);
  const batchId = batchIdSchema.parse(batch);
  const { name } = (await client.batches.get({ id: batchId })).batch;
  return (await client.requestSets.takeFromBatch({ name, batchId, requests })).id;
}

/** Shows how far it is until it ends; Ctrl-C cancels it and keeps what was answered. */
async function follow(
  { client, json, status, signal }: Session,
  id: Comparison['id'],
): Promise<Comparison> {
  const cancel = (): void => void client.comparisons.cancel({ id });
  signal.addEventListener('abort', cancel, { once: true });
  for await (const comparison of await client.comparisons.watch({ id })) {
    if (json) printJson(comparison);
    else status.show(`${comparison.compared} of ${comparison.requests}`);
  }
  signal.removeEventListener('abort', cancel);
  status.clear();
  const ended = await client.comparisons.get({ id });
  if (!json) printComparison(ended);
  return ended;
}

async function printPairs(client: Client, id: Comparison['id'], json: boolean): Promise<void> {
  for (let offset = 0; ; offset += pairsAtOnce) {
    const { pairs, total } = await client.comparisons.pairs({ id, offset, limit: pairsAtOnce });
    for (const pair of pairs) {
      if (json) printJson(pair);
      else printPair(pair);
    }
    if (offset + pairsAtOnce >= total) break;
  }
  if (!json) printComparison(await client.comparisons.get({ id }));
}
