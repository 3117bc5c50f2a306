import { Option } from 'commander';
import {
  type QueuedKind,
  queuedKindSchema,
  type WorkPlace,
  type WorkProgress,
  workPlaceSchema,
} from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { teamMessages } from '../../messages/team.ts';
import { readPemFile } from '../../options/readPemFile.ts';
import { addressWithPassword } from '../../options/readSecret.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';

interface WorkerOptions {
  team: string;
  workspace?: string;
  name?: string;
  concurrency?: number;
  place: WorkPlace;
  kinds?: QueuedKind[];
  ca?: string;
  password?: boolean;
  passwordFromEnv?: string;
}

/** `worker --team URL`: answers rows of the team's queue, until it is interrupted. */
export const addWorkerCommand: AddCommands = (program, globals) => {
  program
    .command('worker')
    .description(teamMessages.worker.worker)
    .requiredOption('--team <url>', teamMessages.worker.team)
    .option('--workspace <name>', commonMessages.workspace)
    .option('--name <name>', teamMessages.worker.name)
    .option('--concurrency <n>', teamMessages.worker.concurrency, wholeNumber)
    .addOption(
      new Option('--place <place>', teamMessages.worker.place)
        .choices(workPlaceSchema.options)
        .default('remote-then-local'),
    )
    .addOption(
      new Option('--kinds <kinds...>', teamMessages.worker.kinds).choices(queuedKindSchema.options),
    )
    .option('--ca <file>', commonMessages.caFile)
    .option('--password', commonMessages.passwordFromInput)
    .option('--password-from-env <name>', commonMessages.passwordFromVariable)
    .action(({ team, ca, password, passwordFromEnv, ...options }: WorkerOptions) =>
      withSession(globals(), async ({ client, json, status, signal }) => {
        const source = { fromInput: password, fromEnv: passwordFromEnv };
        const target = await addressWithPassword(team, source);
        const caPem = ca === undefined ? {} : { caPem: await readPemFile(ca) };
        const input = { target, ...options, ...caPem };
        let last: WorkProgress | undefined;
        let said = '';
        try {
          for await (const progress of await client.workers.work(input, { signal })) {
            if (last === undefined && !json) {
              const { name, workspace } = progress;
              printLine(teamMessages.worker.running(safeText(name), safeText(workspace)));
            }
            last = progress;
            if (json) printJson(progress);
            else status.show(progressLabel(progress));
            // On a terminal the status line says it; in a log it is said once.
            const waits = progress.waitingFor;
            if (!json && !process.stderr.isTTY && waits !== undefined && waits.message !== said) {
              printLine(teamMessages.worker.waiting(safeText(waits.message), waits.hint));
            }
            said = waits?.message ?? '';
          }
        } catch (error) {
          if (!signal.aborted) throw error;
        }
        status.clear();
        if (!json) printLine(teamMessages.worker.finishing);
      }),
    );
};

function progressLabel(progress: WorkProgress): string {
  const { done, failed, underWay, rowsPerSecond, kinds, waitingFor } = progress;
  return [
    kinds.length === 0 ? teamMessages.worker.noModel : kinds.join(', '),
    teamMessages.worker.done(done),
    ...(failed > 0 ? [teamMessages.worker.failed(failed)] : []),
    teamMessages.worker.inProgress(underWay),
    ...(rowsPerSecond > 0 ? [`${rowsPerSecond.toFixed(1)}/s`] : []),
    ...(waitingFor === undefined ? [] : [waitingFor.message]),
  ].join(', ');
}
