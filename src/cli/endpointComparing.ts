import type { Command } from 'commander';
import { batchIdSchema, type ComparisonEvent, endpointIdSchema } from '../shared/index.ts';
import type { AddCommands } from './addCommands.ts';
import { printJson, printLine, safeText } from './output.ts';
import { withSession } from './session.ts';
import { wholeNumber } from './wholeNumber.ts';

interface CompareOptions {
  batch: string;
  requests: number;
}

/** `endpoints compare|prefer`: a dry run of another model, and the switch to it or back. */
export function addComparing(endpoints: Command, globals: Parameters<AddCommands>[1]): void {
  endpoints
    .command('compare')
    .description('ask two servers for the same requests of a batch; nothing is stored')
    .argument('<from>', 'the server that is asked now')
    .argument('<to>', 'the one that may take its place')
    .requiredOption('--batch <id>', 'whose requests are asked')
    .option('--requests <n>', 'at most so many, from the whole batch', wholeNumber, 20)
    .action((from: string, to: string, { batch, requests }: CompareOptions) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const input = {
          ...{ from: endpointIdSchema.parse(from), to: endpointIdSchema.parse(to), requests },
          batchId: batchIdSchema.parse(batch),
        };
        for await (const event of await client.endpoints.compare(input, { signal })) {
          if (json) printJson(event);
          else printEvent(event);
        }
        if (!json) printLine(`Switch with: trendroom endpoints prefer ${to}`);
      }),
    );
  endpoints
    .command('prefer')
    .description('ask this server before the others of its role')
    .argument('<id>')
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const endpoint = await client.endpoints.prefer({ id: endpointIdSchema.parse(id) });
        if (json) return printJson(endpoint);
        printLine(`${safeText(endpoint.name)} is asked first for ${endpoint.role} from now on.`);
      }),
    );
}

function printEvent(event: ComparisonEvent): void {
  if (event.type === 'pair') {
    const { customId, from, to, agreement } = event;
    printLine(`${safeText(customId)}  ${percent(agreement)} alike`);
    for (const [name, answer] of [['from', from] as const, ['to', to] as const]) {
      const { valid, latencyMs, text } = answer;
      const fits = valid ? 'fits' : 'DOES NOT FIT';
      printLine(`  ${name}  ${Math.round(latencyMs)} ms  ${fits}  ${safeText(text.slice(0, 300))}`);
    }
    return;
  }
  const { requests, from, to, agreement } = event;
  for (const [name, side] of [['from', from] as const, ['to', to] as const]) {
    const times = `${Math.round(side.p50Ms)} ms, ${Math.round(side.p95Ms)} ms at the 95th of 100`;
    printLine(`${name}: ${side.valid} of ${requests} fit; ${times}; ${side.outputTokens} tokens`);
  }
  if (agreement !== undefined) printLine(`They agree by ${percent(agreement)}.`);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
