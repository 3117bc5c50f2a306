import type { Command } from 'commander';
import { z } from 'zod';
import type { Fleet } from '../contract/index.ts';
import { formatTime, printJson, printLine, safeText } from './output.ts';
import { type GlobalOptions, withSession } from './session.ts';

const idsSchema = z.array(z.uuid());

/** `team fleet|approve|dead`: the workers, consent to their queue, and what none could answer. */
export function addFleetCommands(team: Command, globals: () => GlobalOptions): void {
  team
    .command('fleet')
    .description('the workers, what they do, and the queue')
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const fleet = await client.fleet.get();
        if (json) printJson(fleet);
        else printFleet(fleet);
      }),
    );
  team
    .command('approve')
    .description('agree that texts of batches are put into the team’s queue')
    .option('--off', 'take it back')
    .action(({ off = false }: { off?: boolean }) =>
      withSession(globals(), async ({ client, json }) => {
        const fleet = await client.fleet.approve({ approved: !off });
        if (json) return printJson(fleet);
        const queue = `the queue of ${safeText(fleet.workspace)} at ${safeText(fleet.target)}`;
        printLine(
          off
            ? `Nothing more is put into ${queue}.`
            : `Requests of batches for workers are put into ${queue}: their prompts, with the texts of your videos that they quote. Its editors and their machines read them. “trendroom settings set offline true” stops it.`,
        );
      }),
    );
  for (const [action, words] of [
    ['retry', 'queue dead letters again'],
    ['remove', 'give dead letters up'],
  ] as const) {
    team
      .command(`${action}-dead`)
      .description(`${words}: all, or those of these ids`)
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
          printLine(`${count} ${action === 'retry' ? 'queued again' : 'removed'}.`);
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
  printLine(`Workers of ${safeText(workspace)} at ${safeText(target)}`);
  for (const machine of machines) {
    const { name, version, kinds, answersWith, alive, seenMsAgo, underWay, done, failed } = machine;
    const state = alive ? 'alive' : `lost, seen ${formatTime(seenMsAgo)} ago`;
    printLine(`${safeText(name).padEnd(20)} ${state}; ${safeText(kinds.join(', '))}`);
    const pace = `${machine.rowsPerSecond.toFixed(1)}/s`;
    printLine(
      `    ${safeText(answersWith)}; ${underWay} under way, ${done} done, ${failed} failed, ${pace}; ${safeText(version)}`,
    );
  }
  if (machines.length === 0) {
    printLine(`None works now. On any machine: trendroom worker --team '${safeText(target)}'`);
  }
  for (const { kind, waiting, underWay } of queues) {
    printLine(`${safeText(kind)}: ${waiting} wait, ${underWay} under way`);
  }
  if (dead > 0) printLine(`${dead} dead letters; again with: trendroom team retry-dead`);
  for (const { id, kind, customId, reason, tries } of deadLetters.slice(0, 20)) {
    printLine(
      `  ${id}  ${safeText(kind)} ${safeText(customId)} (${tries} tries): ${safeText(reason)}`,
    );
  }
  if (!approved) printLine('Nothing is put into its queue by this library: trendroom team approve');
}
