import type { Command } from 'commander';
import { z } from 'zod';
import type { Fleet } from '../contract/index.ts';
import { teamMessages } from './messages/team.ts';
import { formatTime, printJson, printLine, safeText } from './output.ts';
import { type GlobalOptions, withSession } from './session.ts';

const idsSchema = z.array(z.uuid());

/** `team fleet|approve|dead`: the workers, consent to their queue, and what none could answer. */
export function addFleetCommands(team: Command, globals: () => GlobalOptions): void {
  team
    .command('fleet')
    .description(teamMessages.workers.fleet)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const fleet = await client.fleet.get();
        if (json) printJson(fleet);
        else printFleet(fleet);
      }),
    );
  team
    .command('approve')
    .description(teamMessages.workers.approve)
    .option('--off', teamMessages.workers.withdraw)
    .action(({ off = false }: { off?: boolean }) =>
      withSession(globals(), async ({ client, json }) => {
        const fleet = await client.fleet.approve({ approved: !off });
        if (json) return printJson(fleet);
        const queue = teamMessages.workers.queue(safeText(fleet.workspace), safeText(fleet.target));
        printLine(
          off ? teamMessages.workers.withdrawn(queue) : teamMessages.workers.approved(queue),
        );
      }),
    );
  for (const [action, words] of [
    ['retry', teamMessages.workers.retryDead],
    ['remove', teamMessages.workers.removeDead],
  ] as const) {
    team
      .command(`${action}-dead`)
      .description(teamMessages.workers.ids(words))
      .argument('[ids...]')
      .action((given: string[]) =>
        withSession(globals(), async ({ client, json }) => {
          const input = given.length === 0 ? {} : { ids: idsSchema.parse(given) };
          const result =
            action === 'retry'
              ? await client.fleet.retryDead(input)
              : await client.fleet.removeDead(input);
          if (json) return printJson(result);
          const [count = 0] = Object.values(result);
          printLine(teamMessages.workers.count(count, action));
        }),
      );
  }
}

function printFleet({
  workspace,
  target,
  approved,
  machines,
  queues,
  dead,
  deadLetters,
}: Fleet): void {
  printLine(teamMessages.workers.title(safeText(workspace), safeText(target)));
  for (const machine of machines) {
    const { name, version, kinds, answersWith, alive, seenMsAgo, underWay, done, failed } = machine;
    const state = alive ? 'alive' : teamMessages.workers.lost(formatTime(seenMsAgo));
    printLine(`${safeText(name).padEnd(20)} ${state}; ${safeText(kinds.join(', '))}`);
    const pace = `${machine.rowsPerSecond.toFixed(1)}/s`;
    printLine(
      teamMessages.workers.progress(
        safeText(answersWith),
        underWay,
        done,
        failed,
        pace,
        safeText(version),
      ),
    );
  }
  if (machines.length === 0) {
    printLine(teamMessages.workers.none(safeText(target)));
  }
  for (const { kind, waiting, underWay } of queues) {
    printLine(teamMessages.workers.waiting(safeText(kind), waiting, underWay));
  }
  if (dead > 0) printLine(teamMessages.workers.dead(dead));
  for (const { id, kind, customId, reason, tries } of deadLetters.slice(0, 20)) {
    printLine(
      teamMessages.workers.deadLetter(
        id,
        safeText(kind),
        safeText(customId),
        tries,
        safeText(reason),
      ),
    );
  }
  if (!approved) printLine(teamMessages.workers.notApproved);
}
