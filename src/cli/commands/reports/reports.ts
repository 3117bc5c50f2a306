import { type Command, Option } from 'commander';
import { reportIdSchema } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { reportsMessages as texts } from '../../messages/reports.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';
import { addRequestOptions, type RequestOptions, requestOf } from './reportOptions.ts';
import { type OutputFormat, outputFormats, writeReport } from './writeReport.ts';

type ScheduleOptions = RequestOptions & { cron?: string; on?: boolean; off?: boolean };

/** `reports list|show|export|remove|schedule`. */
export const addReportsCommands: AddCommands = (program, globals) => {
  const reports = program.command('reports').description(texts.reports);
  const one = (name: string, description: string): Command =>
    reports.command(name).description(description).argument('<id>', texts.id);
  const id = (given: string) => reportIdSchema.parse(given);
  reports
    .command('list', { isDefault: true })
    .description(texts.list)
    .option('--limit <n>', commonMessages.limit, wholeNumber)
    .action((options: { limit?: number }) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.reports.list(options);
        if (json) return printJson(result);
        if (result.reports.length === 0) return printLine(texts.none);
        for (const { id: reportId, createdAtMs, kind, title } of result.reports) {
          const day = new Date(createdAtMs).toISOString().slice(0, 10);
          printLine(`${reportId}  ${texts.line(day, kind, safeText(title))}`);
        }
      }),
    );
  one('show', texts.show).action((given: string) =>
    withSession(globals(), async (session) => {
      const { client, json } = session;
      if (json) return printJson(await client.reports.get({ reportId: id(given) }));
      await writeReport(session, id(given), { format: 'markdown' });
    }),
  );
  one('export', texts.export)
    .addOption(
      new Option('--format <format>', texts.format).choices(outputFormats).makeOptionMandatory(),
    )
    .option('--output <path>', texts.output)
    .action((given: string, options: { format: OutputFormat; output?: string }) =>
      withSession(globals(), (session) => writeReport(session, id(given), options)),
    );
  one('remove', texts.remove).action((given: string) =>
    withSession(globals(), async ({ client, json }) => {
      const result = await client.reports.remove({ reportId: id(given) });
      if (json) printJson(result);
      else printLine(texts.removed);
    }),
  );
  const schedule = addRequestOptions(reports.command('schedule').description(texts.schedule))
    .option('--cron <pattern>', texts.cron)
    .option('--on', texts.on)
    .option('--off', texts.off);
  schedule.action((options: ScheduleOptions) =>
    withSession(globals(), async ({ client, json }) => {
      const { cron, on, off } = options;
      const request = isRequestGiven(schedule) ? requestOf(options) : undefined;
      const result = await client.reports.schedule({
        ...(request !== undefined && { request }),
        ...(cron !== undefined && { cron }),
        ...((on === true || off === true) && { enabled: off !== true }),
      });
      if (json) return printJson(result);
      const { enabled, cron: pattern, nextAtMs } = result.schedule;
      const next = nextAtMs === undefined ? '' : texts.next(new Date(nextAtMs).toLocaleString());
      const names = result.request.subjects.map(({ name }) => safeText(name));
      printLine(
        texts.scheduled(
          [result.request.kind, ...names].join(' '),
          enabled ? texts.isOn(pattern, next) : texts.isOff,
        ),
      );
    }),
  );
};

/** Whether any option was given that says what the report is made of. */
function isRequestGiven(command: Command): boolean {
  return ['kind', 'topic', 'channel', 'product', 'window', 'model'].some(
    (name) => command.getOptionValueSource(name) === 'cli',
  );
}
