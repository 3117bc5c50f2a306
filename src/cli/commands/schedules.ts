import { Argument } from 'commander';
import { type Schedule, scheduleKindSchema } from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { systemMessages } from '../messages/system.ts';
import { exitCodes, printJson, printLine, safeText } from '../output.ts';
import { withSession } from '../session.ts';

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
      withSession(globals(), async ({ client, json, signal }) => {
        const input = { kind: scheduleKindSchema.parse(name) };
        const schedule = await client.schedules.run(input, { signal });
        if (json) printJson(schedule);
        else print(schedule);
        if (schedule.runs[0]?.outcome === 'failed') setExitCode(exitCodes.failed);
      }),
    );
};

function print({ kind, title, cron, enabled, nextAtMs, runs: [last] }: Schedule): void {
  const next =
    nextAtMs === undefined
      ? ''
      : systemMessages.schedules.next(new Date(nextAtMs).toLocaleString());
  printLine(`${kind.padEnd(15)} ${enabled ? `on   ${cron}${next}` : 'off'}`);
  printLine(`    ${title}`);
  if (last === undefined) return;
  const at = new Date(last.startedAtMs).toLocaleString();
  printLine(`    ${last.outcome} ${at}: ${safeText(last.words)}`);
}
