import { type Command, InvalidArgumentError } from 'commander';
import {
  newPushCampaignSchema,
  type ShownPushCampaign,
  usualHubUrl,
} from '../../../contract/index.ts';
import { AppError } from '../../../core/base/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { followJobs, jobStatus, requireDone } from '../../followJobs.ts';
import { pushMessages as texts } from '../../messages/push.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { type GlobalOptions, withSession } from '../../session.ts';
import { number } from './number.ts';

interface HubOption {
  hub: string;
}

interface CreateOptions extends HubOption {
  body: string;
  path: string;
  topic?: string;
  heldOut?: number;
  within?: 1 | 7;
  baseline: number;
  effect?: number;
}

/** `push keys|readers|campaigns|create|test|send|status`. */
export const addPushCommands: AddCommands = (program, globals) => {
  const push = program.command('push').description(texts.push);
  const command = (name: string, description: string): Command =>
    push.command(name).description(description).option('--hub <url>', texts.hub, usualHubUrl);
  command('keys', texts.keys).action(({ hub }: HubOption) =>
    withSession(globals(), async ({ client, json }) => {
      const result = await client.push.keys({ hub });
      if (json) printJson(result);
      else printLine(texts.keyKept);
    }),
  );
  command('readers', texts.readers).action(({ hub }: HubOption) =>
    withSession(globals(), async ({ client, json }) => {
      const found = await client.push.readers({ hub });
      if (json) return printJson(found);
      printLine(texts.readerCount(found.readers, found.key));
      for (const { slug, readers } of found.topics) printLine(texts.ofTopic(slug, readers));
    }),
  );
  command('campaigns', texts.campaigns).action(({ hub }: HubOption) =>
    withSession(globals(), async ({ client, json }) => {
      const result = await client.push.campaigns({ hub });
      if (json) return printJson(result);
      if (result.campaigns.length === 0) return printLine(texts.none);
      for (const { id, message } of result.campaigns)
        printLine(`${id}  ${safeText(message.title)}`);
    }),
  );
  addCreate(command('create', texts.create), globals);
  command('test', texts.test)
    .argument('<campaign>', texts.id)
    .requiredOption('--to <code>', texts.to)
    .action((campaignId: string, { hub, to }: HubOption & { to: string }) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.push.test({ hub, campaignId, code: to });
        if (json) printJson(result);
        else printLine(texts.tested);
      }),
    );
  addSend(command('send', texts.send), globals);
  command('status', texts.status)
    .argument('<campaign>', texts.id)
    .action((campaignId: string, { hub }: HubOption) =>
      withSession(globals(), async ({ client, json }) => {
        const shown = await client.push.status({ hub, campaignId });
        if (json) printJson(shown);
        else print(shown);
      }),
    );
};

function addCreate(create: Command, globals: () => GlobalOptions): void {
  create
    .argument('<title>', texts.title)
    .requiredOption('--body <text>', texts.body)
    .requiredOption('--path <path>', texts.path)
    .requiredOption('--baseline <share>', texts.baseline, number)
    .option('--topic <slug>', texts.topic)
    .option('--held-out <share>', texts.heldOut, number)
    .option('--within <days>', texts.within, daysOf)
    .option('--effect <lift>', texts.effect, number)
    .action((title: string, { hub, body, path, ...options }: CreateOptions) =>
      withSession(globals(), async ({ client, json }) => {
        const campaign = newPushCampaignSchema.parse({
          ...{ message: { title, body, path }, topic: options.topic, heldOut: options.heldOut },
          ...{ baseline: options.baseline, minimumEffect: options.effect },
          returnedDays: options.within,
        });
        const { id, experimentId, message } = await client.push.create({ hub, ...campaign });
        if (json) return printJson({ id, experimentId, message });
        printLine(texts.preview(safeText(message.title), safeText(message.body), message.path));
        printLine(texts.created(id, experimentId));
      }),
    );
}

function addSend(send: Command, globals: () => GlobalOptions): void {
  send
    .argument('<campaign>', texts.id)
    .option('--at <time>', texts.at)
    .action((campaignId: string, { hub, at }: HubOption & { at?: string }) =>
      withSession(globals(), async (session) => {
        const { client, json, status } = session;
        if (at !== undefined) {
          const atMs = Date.parse(at);
          if (Number.isNaN(atMs)) throw new AppError('usage.invalid', texts.noTime(at));
          const job = await client.push.send({ hub, campaignId, atMs });
          if (json) printJson({ jobs: [job] });
          else printLine(texts.planned(new Date(atMs).toLocaleString('en')));
          return;
        }
        const enqueue = async () => [await client.push.send({ hub, campaignId })];
        const jobs = await followJobs(session, enqueue, (job) => status.show(jobStatus(job)));
        status.clear();
        requireDone(jobs);
        const shown = await client.push.status({ hub, campaignId });
        if (json) printJson({ jobs, ...shown });
        else print(shown);
      }),
    );
}

function print({ campaign, returned, ...status }: ShownPushCampaign): void {
  printLine(texts.counts(status));
  for (const days of [1, 7] as const) {
    printLine(texts.returned(days, returned));
  }
  if (status.nextAtMs !== undefined) {
    printLine(texts.next(new Date(status.nextAtMs).toLocaleString('en')));
  }
  printLine(texts.verdict(campaign.experimentId));
}

function daysOf(text: string): 1 | 7 {
  if (text === '1') return 1;
  if (text === '7') return 7;
  throw new InvalidArgumentError(texts.invalidWithin);
}
