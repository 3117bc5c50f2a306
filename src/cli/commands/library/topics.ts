import type { Command } from 'commander';
import { type TopicSummary, topicIdSchema, videoIdSchema } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { followJobs, jobStatus, requireDone } from '../../followJobs.ts';
import { commonMessages } from '../../messages/common.ts';
import { trendsMessages as texts } from '../../messages/trends.ts';
import { addPeriod, type PeriodOptions, periodOf } from '../../options/period.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { type Session, withSession } from '../../session.ts';
import { printBasis, printTopicTrend } from './trends.ts';

/** `topics list|find|show|rename|pin|unpin|merge|unmerge|split`. */
export const addTopicsCommands: AddCommands = (program, globals) => {
  const topics = program.command('topics').description(texts.topics);
  const one = (name: string, description: string): Command =>
    topics.command(name).description(description).argument('<topic>', texts.topic);
  const id = (given: string) => topicIdSchema.parse(given);

  topics
    .command('list', { isDefault: true })
    .description(texts.topicsList)
    .action(() => withSession(globals(), list));
  topics
    .command('find')
    .description(texts.find)
    .option('--anew', texts.anew)
    .action(({ anew = false }: { anew?: boolean }) =>
      withSession(globals(), async (session) => {
        const { client, status } = session;
        const enqueue = async () => [await client.trends.findTopics({ anew })];
        requireDone(await followJobs(session, enqueue, (job) => status.show(jobStatus(job))));
        status.clear();
        await list(session);
      }),
    );
  addPeriod(one('show', texts.show)).action((given: string, options: PeriodOptions) =>
    withSession(globals(), async ({ client, json, signal }) => {
      const input = { topicId: id(given), ...periodOf(options) };
      const detail = await client.trends.get(input, { signal });
      if (json) return printJson(detail);
      printTopicTrend({ ...detail.topic, evidence: [] });
      const tags = detail.hashtags.map(({ tag }) => `#${safeText(tag)}`);
      if (tags.length > 0) printLine(`    ${texts.hashtags(tags.join(' '))}`);
      for (const { video } of detail.topicVideos) {
        printLine(`    ${video.id}  ${safeText(video.title)}`);
      }
    }),
  );
  one('rename', texts.rename)
    .argument('<name>')
    .action((given: string, name: string) =>
      withSession(globals(), async ({ client, json }) =>
        print(await client.trends.edit({ topicId: id(given), name }), json),
      ),
    );
  for (const [name, isPinned] of [
    ['pin', true],
    ['unpin', false],
  ] as const) {
    one(name, texts[name]).action((given: string) =>
      withSession(globals(), async ({ client, json }) =>
        print(await client.trends.edit({ topicId: id(given), isPinned }), json),
      ),
    );
  }
  one('merge', texts.merge)
    .argument('<into>', texts.into)
    .action((given: string, into: string) =>
      withSession(globals(), async ({ client, json }) =>
        print(await client.trends.merge({ topicId: id(given), into: id(into) }), json),
      ),
    );
  one('unmerge', texts.unmerge).action((given: string) =>
    withSession(globals(), async ({ client, json }) =>
      print(await client.trends.merge({ topicId: id(given) }), json),
    ),
  );
  one('split', texts.split)
    .argument('<videos...>', commonMessages.videoIds)
    .option('--name <name>', texts.name)
    .action((given: string, videos: string[], { name }: { name?: string }) =>
      withSession(globals(), async ({ client, json }) => {
        const videoIds = videos.map((video) => videoIdSchema.parse(video));
        print(await client.trends.split({ topicId: id(given), videoIds, name }), json);
      }),
    );
};

async function list({ client, json }: Session): Promise<void> {
  const { topics, basis } = await client.trends.topics();
  if (json) return printJson({ topics, basis });
  for (const topic of topics) printTopic(topic);
  if (topics.length > 0) printLine(texts.found(topics.length));
  else printLine(basis.madeAtMs === undefined ? texts.noTopics : texts.noneFound);
  printBasis(basis);
}

function print(topic: TopicSummary, json: boolean): void {
  if (json) printJson(topic);
  else printTopic(topic);
}

function printTopic(topic: TopicSummary): void {
  const { id, label, words, theme, videos, isPinned, isRenamed, merged } = topic;
  const told = [
    ...(isPinned ? [texts.pinned] : []),
    ...(theme === undefined ? [] : [texts.theme(safeText(theme.label))]),
    ...(isRenamed ? [safeText(words.slice(0, 5).join(', '))] : []),
    ...(merged.length === 0
      ? []
      : [texts.merged(merged.map((other) => safeText(other.label)).join('; '))]),
  ].filter((part) => part !== '');
  const parts = [id, texts.videos(videos).padStart(13), safeText(label)];
  printLine([...parts, ...(told.length === 0 ? [] : [`(${told.join('; ')})`])].join('  '));
}
