import { Option } from 'commander';
import { reportIdSchema } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { followJobs, jobStatus, requireDone } from '../../followJobs.ts';
import { reportsMessages as texts } from '../../messages/reports.ts';
import { printJson, printLine } from '../../output.ts';
import { withSession } from '../../session.ts';
import { addRequestOptions, type RequestOptions, requestOf } from './reportOptions.ts';
import { type OutputFormat, outputFormats, requireOutput, writeReport } from './writeReport.ts';

/** `report`: makes one, and prints or writes it. */
export const addReportCommand: AddCommands = (program, globals) => {
  addRequestOptions(program.command('report').description(texts.report))
    .addOption(new Option('--format <format>', texts.format).choices(outputFormats))
    .option('--output <path>', texts.output)
    .action((options: RequestOptions & { format?: OutputFormat; output?: string }) =>
      withSession(globals(), async (session) => {
        const { client, json, status } = session;
        const { format, output } = options;
        // Before the work, not after it.
        requireOutput(format, output);
        const request = requestOf(options);
        const enqueue = async () => [await client.reports.create(request)];
        const jobs = await followJobs(session, enqueue, (job) => status.show(jobStatus(job)));
        status.clear();
        requireDone(jobs);
        for (const job of jobs) {
          const reportId = reportIdSchema.parse(job.id);
          if (json && format === undefined) printJson(await client.reports.get({ reportId }));
          else await writeReport(session, reportId, { format: format ?? 'markdown', output });
          if (!json && output !== undefined) printLine(texts.made(reportId));
        }
      }),
    );
};
