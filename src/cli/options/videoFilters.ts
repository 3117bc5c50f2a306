import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  collectionIdSchema,
  type FilteredStatus,
  filteredStatusSchema,
  type VideoFilters,
} from '../../contract/index.ts';
import { libraryMessages } from '../messages/library.ts';
import { reviewMessages } from '../messages/reviews.ts';
import { wholeNumber } from './wholeNumber.ts';

/** Adds the options that say which videos; {@link videoFiltersOf} reads them. */
export function addVideoFilters(command: Command): Command {
  return command
    .option('--collection <name>', libraryMessages.videoFilters.collection)
    .option('--channel <name>', libraryMessages.videoFilters.channel)
    .option('--platform <name>', libraryMessages.videoFilters.platform)
    .option('--language <tag>', libraryMessages.videoFilters.language)
    .option('--published-after <date>', libraryMessages.videoFilters.date, instant)
    .option('--published-before <date>', libraryMessages.videoFilters.date, instant)
    .option('--min-duration <seconds>', libraryMessages.videoFilters.minDuration, seconds)
    .option('--max-duration <seconds>', libraryMessages.videoFilters.maxDuration, seconds)
    .option('--min-views <n>', libraryMessages.videoFilters.minViews, wholeNumber)
    .option('--speech', libraryMessages.videoFilters.hasSpeech)
    .option('--no-speech', libraryMessages.videoFilters.noSpeech)
    .option('--shows <thing>', libraryMessages.videoFilters.shows)
    .addOption(
      new Option('--reposts <which>', libraryMessages.videoFilters.reposts).choices([
        'only',
        'hide',
      ]),
    )
    .addOption(
      new Option('--status <status>', reviewMessages.filterStatus).choices(
        filteredStatusSchema.options,
      ),
    )
    .option('--min-rating <stars>', reviewMessages.filterRating, stars)
    .option('--tag <tag>', reviewMessages.filterTag);
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
  shows?: string;
  reposts?: 'only' | 'hide';
  status?: FilteredStatus;
  minRating?: number;
  tag?: string;
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
    shows: given.shows,
    reposts: given.reposts,
    status: given.status,
    minRating: given.minRating,
    tag: given.tag,
  };
}

function stars(text: string): number {
  if (!/^[1-5]$/.test(text)) throw new InvalidArgumentError(reviewMessages.stars);
  return Number(text);
}

/** Milliseconds of a time in seconds. */
export function seconds(text: string): number {
  if (!/^\d{1,9}(\.\d+)?$/.test(text))
    throw new InvalidArgumentError(libraryMessages.videoFilters.seconds);
  return Math.round(Number(text) * 1000);
}

/** Milliseconds since the epoch of a date as ISO 8601 writes it. */
export function instant(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new InvalidArgumentError(libraryMessages.videoFilters.dateRequired);
  return ms;
}
