import { type JobDto, jobIdSchema } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { systemMessages } from '../../messages/system.ts';
import { exitCodes, formatTime, printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';

/** `jobs list|cancel|retry|pause|resume`. */
export const addJobsCommands: AddCommands = (program, globals, setExitCode) => {
  const jobs = program.command('jobs').description(systemMessages.jobs.jobs);
  jobs
    .command('list')
    .description(systemMessages.jobs.list)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.jobs.list({});
        if (json) return printJson(result);
        if (result.jobs.length === 0) return printLine(systemMessages.jobs.none);
        for (const job of result.jobs) printJob(job);
      }),
    );
  for (const action of ['cancel', 'pause', 'resume'] as const) {
    jobs
      .command(action)
      .description(systemMessages.jobs.act(action))
      .argument('<id>', commonMessages.jobId)
      .action((id: string) =>
        withSession(globals(), async ({ client, json }) => {
          const job = await client.jobs[action]({ jobId: jobIdSchema.parse(id) });
          if (json) printJson(job);
          else printJob(job);
        }),
      );
  }
  jobs
    .command('retry')
    .description(systemMessages.jobs.retry)
    .argument('<id>', commonMessages.jobId)
    .action((id: string) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const job = await client.jobs.retry(
          { jobId: jobIdSchema.parse(id), wait: true },
          { signal },
        );
        if (json) printJson(job);
        else printJob(job);
        if (job.state !== 'done') setExitCode(exitCodes.failed);
      }),
    );
};

function printJob(job: JobDto): void {
  const percent = `${Math.floor(job.fraction * 100)}%`.padStart(4);
  const left =
    job.timeLeftMs === undefined ? '' : systemMessages.jobs.left(formatTime(job.timeLeftMs));
  printLine(`${job.id}  ${job.state.padEnd(9)} ${percent}  ${safeText(job.label)}${left}`);
  if (job.children !== undefined) printLine(`    ${systemMessages.jobs.children(job.children)}`);
  if (job.error !== undefined) {
    printLine(`    ${safeText(job.error.message)} (${job.error.code})`);
    printLine(`    ${job.error.hint}`);
  }
}
