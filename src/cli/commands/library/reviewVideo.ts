import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type ReviewDto,
  type ReviewStatus,
  reviewStatusSchema,
  videoIdSchema,
} from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { reviewMessages } from '../../messages/reviews.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';

interface ReviewOptions {
  status?: ReviewStatus | 'none';
  rating?: number;
  tag: string[];
  untag: string[];
}

/** `videos review VIDEO`: status, rating and tags; without options it shows them. */
export function addReviewCommand(videos: Command, globals: Parameters<AddCommands>[1]): void {
  const collect = (text: string, earlier: string[]): string[] => [...earlier, text];
  videos
    .command('review')
    .description(reviewMessages.review)
    .argument('<video>', commonMessages.videoId)
    .addOption(
      new Option('--status <status>', reviewMessages.status).choices([
        ...reviewStatusSchema.options,
        'none',
      ]),
    )
    .option('--rating <stars>', reviewMessages.rating, starsOf)
    .option('--tag <tag>', reviewMessages.tag, collect, [])
    .option('--untag <tag>', reviewMessages.untag, collect, [])
    .action((id: string, { status, rating, tag, untag }: ReviewOptions) =>
      withSession(globals(), async ({ client, json }) => {
        const set = await client.reviews.set({
          videoId: videoIdSchema.parse(id),
          ...(status !== undefined && { status: status === 'none' ? null : status }),
          ...(rating !== undefined && { rating: rating === 0 ? null : rating }),
          addTags: tag,
          removeTags: untag,
        });
        if (json) printJson(set);
        else printLine(reviewLine(set.review) ?? reviewMessages.none);
      }),
    );
}

/** `shortlisted · ★★★★ · hook, close-up`; undefined when nothing was decided. */
export function reviewLine({ status, rating, tags }: ReviewDto): string | undefined {
  const parts = [
    ...(status === undefined ? [] : [status]),
    ...(rating === undefined ? [] : ['★'.repeat(rating)]),
    ...(tags.length === 0 ? [] : [tags.map(safeText).join(', ')]),
  ];
  return parts.length === 0 ? undefined : parts.join(' · ');
}

function starsOf(text: string): number {
  if (!/^[0-5]$/.test(text)) throw new InvalidArgumentError(reviewMessages.stars);
  return Number(text);
}
