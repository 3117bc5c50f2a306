import { type Command, InvalidArgumentError } from 'commander';
import { collectionIdSchema, type VideoFilters } from '../contract/index.ts';
import { wholeNumber } from './wholeNumber.ts';

/** Adds the options that say which videos; {@link videoFiltersOf} reads them. */
export function addVideoFilters(command: Command): Command {
  return command
    .option('--collection <name>', 'only of this collection: its name, or its id')
    .option('--channel <name>', 'only this channel')
    .option('--platform <name>', 'only this platform')
    .option('--language <tag>', 'only speech in this language')
    .option('--published-after <date>', 'YYYY-MM-DD or an ISO time', instant)
    .option('--published-before <date>', 'YYYY-MM-DD or an ISO time', instant)
    .option('--min-duration <seconds>', 'at least this long', seconds)
    .option('--max-duration <seconds>', 'at most this long', seconds)
    .option('--min-views <n>', 'at least this many views', wholeNumber)
    .option('--speech', 'only videos in which somebody speaks')
    .option('--no-speech', 'only videos in which nobody speaks');
}

interface FilterOptions {
  collection?: string;
  channel?: string;
  platform?: string;
  language?: string;
  publishedAfter?: number;
  publishedBefore?: number;
  minDuration?: number;
  maxDuration?: number;
  minViews?: number;
  speech?: boolean;
}

/** What was given of the options of {@link addVideoFilters}. */
export function videoFiltersOf(command: Command): VideoFilters {
  const given = command.opts<FilterOptions>();
  // Commander makes `speech` true by itself, because there is a `--no-speech`.
  const speechGiven = command.getOptionValueSource('speech') === 'cli';
  return {
    ...(given.collection === undefined
      ? {}
      : { collection: collectionIdSchema.parse(given.collection) }),
    channel: given.channel,
    platform: given.platform,
    language: given.language,
    publishedAfterMs: given.publishedAfter,
    publishedBeforeMs: given.publishedBefore,
    minDurationMs: given.minDuration,
    maxDurationMs: given.maxDuration,
    minViews: given.minViews,
    hasSpeech: speechGiven ? given.speech : undefined,
  };
}

function seconds(text: string): number {
  if (!/^\d{1,9}(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It takes seconds.');
  return Math.round(Number(text) * 1000);
}

function instant(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new InvalidArgumentError('It takes a date such as 2026-03-31.');
  return ms;
}
