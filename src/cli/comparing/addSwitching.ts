import type { Command } from 'commander';
import { endpointIdSchema } from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { printJson, printLine, safeText } from '../output.ts';
import { withSession } from '../session.ts';
import { wholeNumber } from '../wholeNumber.ts';
import { printSwitch } from './printComparison.ts';

/** `endpoints prefer|switches|roll-back`: which server is asked first, and back. */
export function addSwitching(endpoints: Command, globals: Parameters<AddCommands>[1]): void {
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
  endpoints
    .command('switches')
    .description('which server took whose place, newest first')
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.endpoints.switches();
        if (json) return printJson(result);
        if (result.switches.length === 0) return printLine('No server took another’s place yet.');
        for (const each of result.switches) printSwitch(each);
      }),
    );
  endpoints
    .command('roll-back')
    .description('give the order of servers back that a switch has changed')
    .argument('<switch>', 'its number', wholeNumber)
    .action((switchId: number) =>
      withSession(globals(), async ({ client, json }) => {
        const endpoint = await client.endpoints.rollBack({ switchId });
        if (json) return printJson(endpoint);
        printLine(`${safeText(endpoint.name)} is asked first for ${endpoint.role} again.`);
      }),
    );
}
