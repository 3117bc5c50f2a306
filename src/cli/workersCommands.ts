import type { Command } from 'commander';
import { z } from 'zod';
import type { WorkersStatus } from '../contract/index.ts';
import { teamMessages } from './messages/team.ts';
import { formatTime, printJson, printLine, safeText } from './output.ts';
import { type GlobalOptions, withSession } from './session.ts';

const idsSchema = z.array(z.uuid());

/** `team workers|approve|dead`: the workers, consent to their queue, and what none could answer. */
export function addWorkersCommands(team: Command, globals: () => GlobalOptions): void {
  team
    .command('workers')
    .description(teamMessages.workers.show)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const status = await client.workers.get();
        if (json) printJson(status);
        else printWorkers(status);
      }),
    );
  team
    .command('approve')
    .description(teamMessages.workers.approve)
    .option('--off', teamMessages.workers.withdraw)
    .action(({ off = false }: { off?: boolean }) =>
      withSession(globals(), async ({ client, json }) => {
        const status = await client.workers.approve({ approved: !off });
        if (json) return printJson(status);
        const queue = teamMessages.workers.queue(
          safeText(status.workspace),
          safeText(status.target),
        );
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
              ? await client.workers.retryDead(input)
              : await client.workers.removeDead(input);
          if (json) return printJson(result);
          const [count = 0] = Object.values(result);
          printLine(teamMessages.workers.count(count, action));
        }),
      );
  }
}

function printWorkers({
  workspace,
  target,
  approved,
  workers,
  queues,
  dead,
  deadLetters,
}: WorkersStatus): void {
  printLine(teamMessages.workers.title(safeText(workspace), safeText(target)));
  for (const worker of workers) {
    const { name, version, kinds, answersWith, alive, seenMsAgo, underWay, done, failed } = worker;
    const state = alive
      ? teamMessages.workers.online
      : teamMessages.workers.lost(formatTime(seenMsAgo));
    printLine(`${safeText(name).padEnd(20)} ${state}; ${safeText(kinds.join(', '))}`);
    const pace = `${worker.rowsPerSecond.toFixed(1)}/s`;
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
  if (workers.length === 0) {
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
