import { Argument } from 'commander';
import { type Schedule, scheduleKindSchema } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { followJobs, jobStatus } from '../../followJobs.ts';
import { systemMessages } from '../../messages/system.ts';
import { exitCodes, printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';

/** `schedules list|set|run`: what Trendroom does by itself while it is open. */
export const addScheduleCommands: AddCommands = (program, globals, setExitCode) => {
  const schedules = program.command('schedules').description(systemMessages.schedules.schedules);
  const kind = () => new Argument('<kind>').choices(scheduleKindSchema.options);
  schedules
    .command('list', { isDefault: true })
    .description(systemMessages.schedules.list)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.schedules.list();
        if (json) return printJson(result);
        for (const schedule of result.schedules) print(schedule);
      }),
    );
  schedules
    .command('set')
    .description(systemMessages.schedules.set)
    .addArgument(kind())
    .option('--cron <pattern>', systemMessages.schedules.cron)
    .option('--on', systemMessages.schedules.enable)
    .option('--off', systemMessages.schedules.disable)
    .action((name: string, options: { cron?: string; on?: boolean; off?: boolean }) =>
      withSession(globals(), async ({ client, json }) => {
        const schedule = await client.schedules.set({
          kind: scheduleKindSchema.parse(name),
          ...(options.cron !== undefined && { cron: options.cron }),
          ...((options.on === true || options.off === true) && { enabled: options.off !== true }),
        });
        if (json) printJson(schedule);
        else print(schedule);
      }),
    );
  schedules
    .command('run')
    .description(systemMessages.schedules.run)
    .addArgument(kind())
    .action((name: string) =>
      withSession(globals(), async (session) => {
        const { client, json, status } = session;
        const input = { kind: scheduleKindSchema.parse(name) };
        const [job] = await followJobs(
          session,
          async () => [await client.schedules.run(input)],
          (changed) => status.show(jobStatus(changed)),
        );
        status.clear();
        const { schedules: all } = await client.schedules.list();
        for (const schedule of all) {
          if (schedule.kind !== input.kind) continue;
          if (json) printJson(schedule);
          else print(schedule);
        }
        if (job?.state !== 'done') setExitCode(exitCodes.failed);
      }),
    );
};

function print({ kind, title, cron, enabled, nextAtMs, notice, runs: [last] }: Schedule): void {
  const next =
    nextAtMs === undefined
      ? ''
      : systemMessages.schedules.next(new Date(nextAtMs).toLocaleString());
  printLine(`${kind.padEnd(15)} ${enabled ? `on   ${cron}${next}` : 'off'}`);
  printLine(`    ${title}`);
  if (notice !== undefined) printLine(`    ${notice}`);
  if (last === undefined) return;
  const at = new Date(last.startedAtMs ?? last.dueAtMs).toLocaleString();
  printLine(`    ${last.state} ${at}: ${safeText(last.summary)}`);
}
