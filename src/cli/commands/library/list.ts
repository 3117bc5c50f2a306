import { type Command, Option } from 'commander';
import {
  type VideoSort,
  type VideoSummary,
  videoIdSchema,
  videoSortSchema,
} from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { libraryMessages } from '../../messages/library.ts';
import { addVideoFilters, videoFiltersOf } from '../../options/videoFilters.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { formatTime, printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';
import { reviewLine } from './reviewVideo.ts';

interface ListOptions {
  text?: string;
  sort: VideoSort;
  ascending?: boolean;
  limit: number;
  offset: number;
}

/** `list`, `similar VIDEO`. */
export const addListCommands: AddCommands = (program, globals) => {
  const list = program
    .command('list')
    .description(libraryMessages.list.list)
    .option('--text <text>', libraryMessages.list.text)
    .addOption(
      new Option('--sort <by>', libraryMessages.list.sort)
        .choices(videoSortSchema.options)
        .default('added'),
    )
    .option('--ascending', libraryMessages.list.ascending)
    .option('--limit <n>', commonMessages.limit, wholeNumber, 1_000)
    .option('--offset <n>', libraryMessages.list.offset, wholeNumber, 0);
  addVideoFilters(list).action((options: ListOptions, command: Command) =>
    withSession(globals(), async ({ client, json }) => {
      const { text, ascending, limit, offset } = options;
      const filters = videoFiltersOf(command);
      // A collection has an order of its own, which begins at its first video.
      const asOrdered =
        filters.collection !== undefined && command.getOptionValueSource('sort') === 'default';
      const sort = asOrdered ? 'collection' : options.sort;
      const direction = ascending === true || sort === 'collection' ? 'ascending' : 'descending';
      // The job that measures has not run yet where only the terminal is used.
      if (sort === 'outlier' || sort === 'velocity') await client.memory.refresh();
      const page = await client.videos.list({ text, filters, sort, direction, limit, offset });
      if (json) return printJson(page);
      const { videos, total } = page;
      for (const video of videos) printVideoLine(video);
      const more = total - offset - videos.length;
      if (more > 0) printLine(libraryMessages.list.more(more));
      if (total === 0) printLine(await whyNone(client));
    }),
  );
  program
    .command('similar')
    .description(libraryMessages.list.similar)
    .argument('<video>', commonMessages.videoId)
    .option('--limit <n>', commonMessages.limit, wholeNumber, 8)
    .action((id: string, { limit }: Pick<ListOptions, 'limit'>) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const input = { videoId: videoIdSchema.parse(id), limit };
        const { videos } = await client.videos.similar(input, { signal });
        if (json) return printJson({ videos });
        for (const { video, likeness } of videos) {
          printVideoLine(video, `${Math.round(likeness * 100)} %`.padStart(5));
        }
        if (videos.length === 0) printLine(libraryMessages.list.noneSimilar);
      }),
    );
};

type Listing = (input: { limit: number }) => Promise<{ total: number }>;

async function whyNone({ videos }: { videos: { list: Listing } }): Promise<string> {
  const { total } = await videos.list({ limit: 1 });
  return total === 0 ? libraryMessages.list.none : libraryMessages.list.noneMatch;
}

/** One video, for people. */
function printVideoLine(video: VideoSummary, before?: string): void {
  const review = video.review && reviewLine(video.review);
  const parts = [
    video.id,
    ...(before === undefined ? [] : [before]),
    (video.durationMs > 0 ? formatTime(video.durationMs) : '').padStart(7),
    safeText(video.title),
    ...(video.channel === undefined ? [] : [safeText(video.channel)]),
    ...(review === undefined ? [] : [review]),
    ...(video.complete ? [] : ['(unfinished)']),
    ...(video.hasFile ? [] : [libraryMessages.list.noFile]),
  ];
  printLine(parts.join('  '));
}
