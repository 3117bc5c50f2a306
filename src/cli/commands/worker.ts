import { Option } from 'commander';
import {
  type QueuedKind,
  queuedKindSchema,
  type WorkPlace,
  type WorkProgress,
  workPlaceSchema,
} from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { printJson, printLine, safeText } from '../output.ts';
import { readPemFile } from '../readPemFile.ts';
import { withSession } from '../session.ts';
import { wholeNumber } from '../wholeNumber.ts';

interface WorkerOptions {
  team: string;
  workspace?: string;
  name?: string;
  concurrency?: number;
  place: WorkPlace;
  kinds?: QueuedKind[];
  ca?: string;
}

/** `worker --team URL`: answers rows of the team's queue, until it is interrupted. */
export const addWorkerCommand: AddCommands = (program, globals) => {
  program
    .command('worker')
    .description('answer rows of the team’s queue with this machine, until it is interrupted')
    .requiredOption('--team <url>', 'postgres://user@host/database; the password in PGPASSWORD')
    .option('--workspace <name>', 'which workspace; the first when left out')
    .option('--name <name>', 'what the fleet calls this machine; else its host name')
    .option('--concurrency <n>', 'rows under way at a time; else as many as go well', wholeNumber)
    .addOption(
      new Option('--place <place>', 'who answers: this machine’s models or its approved servers')
        .choices(workPlaceSchema.options)
        .default('there-then-here'),
    )
    .addOption(new Option('--kinds <kinds...>', 'only such rows').choices(queuedKindSchema.options))
    .option('--ca <file>', 'certificate of the authority that signed the database’s, as PEM')
    .action(({ team: target, ca, ...options }: WorkerOptions) =>
      withSession(globals(), async ({ client, json, status, signal }) => {
        const caPem = ca === undefined ? {} : { caPem: await readPemFile(ca) };
        const input = { target, ...options, ...caPem };
        let last: WorkProgress | undefined;
        let said = '';
        try {
          for await (const progress of await client.fleet.work(input, { signal })) {
            if (last === undefined && !json) {
              const { name, workspace } = progress;
              printLine(
                `${safeText(name)} works for ${safeText(workspace)}. Ctrl-C finishes what is under way.`,
              );
            }
            last = progress;
            if (json) printJson(progress);
            else status.show(progressWords(progress));
            // On a terminal the status line says it; in a log it is said once.
            const waits = progress.waitingFor;
            if (!json && !process.stderr.isTTY && waits !== undefined && waits.message !== said) {
              printLine(`Waits: ${safeText(waits.message)} ${waits.hint}`);
            }
            said = waits?.message ?? '';
          }
        } catch (error) {
          if (!signal.aborted) throw error;
        }
        status.clear();
        if (!json) printLine('Finishing what is under way…');
      }),
    );
};

function progressWords(progress: WorkProgress): string {
  const { done, failed, underWay, rowsPerSecond, kinds, waitingFor } = progress;
  return [
    kinds.length === 0 ? 'nothing to answer with' : kinds.join(', '),
    `${done} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    `${underWay} under way`,
    ...(rowsPerSecond > 0 ? [`${rowsPerSecond.toFixed(1)}/s`] : []),
    ...(waitingFor === undefined ? [] : [waitingFor.message]),
  ].join(', ');
}
