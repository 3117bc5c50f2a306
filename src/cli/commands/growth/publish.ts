import type { Command } from 'commander';
import {
  type HubPage,
  hubPageSchema,
  type JobDto,
  reportIdSchema,
  usualHubUrl,
} from '../../../contract/index.ts';
import { AppError } from '../../../core/base/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { followJobs, jobStatus, requireDone } from '../../followJobs.ts';
import { publishingMessages as texts } from '../../messages/publishing.ts';
import { readSecret } from '../../options/readSecret.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { type Session, withSession } from '../../session.ts';

interface HubOption {
  hub: string;
}

interface ReportOptions extends HubOption {
  slug?: string;
  title?: string;
  at?: string;
}

/** `publish report|list|unpublish|rollback|connect`. */
export const addPublishCommands: AddCommands = (program, globals) => {
  const publish = program.command('publish').description(texts.publish);
  const command = (name: string, description: string): Command =>
    publish.command(name).description(description).option('--hub <url>', texts.hub, usualHubUrl);
  command('report', texts.report)
    .argument('<id>', texts.reportId)
    .option('--slug <slug>', texts.slug)
    .option('--title <title>', texts.title)
    .option('--at <time>', texts.at)
    .action((id: string, options: ReportOptions) =>
      withSession(globals(), async (session) => {
        const { hub, slug, title, at } = options;
        const { reports, publishing } = session.client;
        const atMs = at === undefined ? undefined : timeOf(at);
        const { id: reportId } = await reports.get({ reportId: reportIdSchema.parse(id) });
        const start = () => publishing.publishReport({ hub, reportId, slug, title, atMs });
        await follow(session, { hub, key: `report:${reportId}`, start });
      }),
    );
  command('list', texts.list).action(({ hub }: HubOption) =>
    withSession(globals(), async ({ client, json }) => {
      const result = await client.publishing.list({ hub });
      if (json) return printJson(result);
      if (result.pages.length === 0) return printLine(texts.none);
      for (const page of result.pages) printLine(lineOf(page, hub));
    }),
  );
  command('unpublish', texts.unpublish)
    .argument('<key>', texts.pageKey)
    .action((given: string, { hub }: HubOption) =>
      withSession(globals(), (session) => {
        const key = keyOf(given);
        const start = () => session.client.publishing.unpublish({ hub, key });
        return follow(session, { hub, key, start });
      }),
    );
  command('rollback', texts.rollback)
    .argument('<key>', texts.pageKey)
    .argument('<version>', texts.version, wholeNumber)
    .action((given: string, version: number, { hub }: HubOption) =>
      withSession(globals(), (session) => {
        const key = keyOf(given);
        const start = () => session.client.publishing.rollback({ hub, key, version });
        return follow(session, { hub, key, start });
      }),
    );
  command('connect', texts.connect)
    .option('--key', texts.key)
    .option('--key-from-env <name>', texts.keyFromEnv)
    .action((options: HubOption & { key?: boolean; keyFromEnv?: string }) =>
      withSession(globals(), async ({ client, json }) => {
        const { hub, key: fromInput, keyFromEnv: fromEnv } = options;
        const key = await readSecret({ fromInput, fromEnv });
        if (key === undefined) throw new AppError('usage.invalid', texts.needsKey);
        const result = await client.publishing.connect({ hub, key });
        if (json) return printJson(result);
        printLine(texts.connected(result.pages));
        if (!result.isKept) printLine(texts.notKept);
      }),
    );
};

/** Follows the job to its end, then prints what the hub says of the page. */
async function follow(
  session: Session,
  { hub, key, start }: HubOption & { key: string; start: () => Promise<JobDto> },
): Promise<void> {
  const { client, json, status } = session;
  const enqueue = async () => [await start()];
  const jobs = await followJobs(session, enqueue, (job) => status.show(jobStatus(job)));
  status.clear();
  requireDone(jobs);
  const { pages } = await client.publishing.list({ hub });
  const page = pages.find((each) => each.key === key);
  if (json) printJson({ jobs, page: page ?? null });
  else if (page !== undefined) printLine(lineOf(page, hub));
}

/** The id of a report is enough. */
function keyOf(given: string): HubPage['key'] {
  return hubPageSchema.shape.key.parse(given.includes(':') ? given : `report:${given}`);
}

/** In milliseconds since 1970. Errors: `usage.invalid`. */
function timeOf(text: string): number {
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs)) throw new AppError('usage.invalid', texts.noTime(text));
  return atMs;
}

function lineOf({ state, key, title, path }: HubPage, hub: string): string {
  return texts.line(state, key, safeText(title), new URL(path, hub).href);
}
