import type { Command } from 'commander';
import { endpointIdSchema } from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { teamMessages } from '../messages/team.ts';
import { wholeNumber } from '../options/wholeNumber.ts';
import { printJson, printLine, safeText } from '../output.ts';
import { withSession } from '../session.ts';
import { printSwitch } from './printComparison.ts';

/** `endpoints prefer|switches|roll-back`: which server is asked first, and back. */
export function addSwitching(endpoints: Command, globals: Parameters<AddCommands>[1]): void {
  endpoints
    .command('prefer')
    .description(teamMessages.swaps.prefer)
    .argument('<id>')
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const endpoint = await client.endpoints.prefer({ id: endpointIdSchema.parse(id) });
        if (json) return printJson(endpoint);
        printLine(teamMessages.swaps.preferred(safeText(endpoint.name), endpoint.role));
      }),
    );
  endpoints
    .command('switches')
    .description(teamMessages.swaps.list)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.endpoints.switches();
        if (json) return printJson(result);
        if (result.switches.length === 0) return printLine(teamMessages.swaps.none);
        for (const each of result.switches) printSwitch(each);
      }),
    );
  endpoints
    .command('roll-back')
    .description(teamMessages.swaps.rollBack)
    .argument('<switch>', teamMessages.swaps.id, wholeNumber)
    .action((switchId: number) =>
      withSession(globals(), async ({ client, json }) => {
        const endpoint = await client.endpoints.rollBack({ switchId });
        if (json) return printJson(endpoint);
        printLine(teamMessages.swaps.restored(safeText(endpoint.name), endpoint.role));
      }),
    );
}
