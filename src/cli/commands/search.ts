import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type ChunkKind,
  chunkKindSchema,
  type SearchFilters,
  type SearchHit,
} from '../../shared/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { formatTime, printJson, printLine, safeText } from '../output.ts';
import { withSession } from '../session.ts';

interface SearchOptions extends SearchFilters {
  limit: number;
  speech?: boolean;
  kind?: ChunkKind[];
}

/** `search QUERY`: moments by words and by meaning. */
export const addSearchCommand: AddCommands = (program, globals) => {
  program
    .command('search')
    .description('find moments: words, "quoted phrases", -without')
    .argument('<query...>', 'what to look for')
    .option('--limit <n>', 'at most this many hits', wholeNumber, 10)
    .option('--channel <name>', 'only this channel')
    .option('--platform <name>', 'only this platform')
    .option('--language <tag>', 'only speech in this language')
    .option('--published-after <date>', 'YYYY-MM-DD or an ISO time', instant)
    .option('--published-before <date>', 'YYYY-MM-DD or an ISO time', instant)
    .option('--min-duration <seconds>', 'at least this long', seconds)
    .option('--max-duration <seconds>', 'at most this long', seconds)
    .option('--min-views <n>', 'at least this many views', wholeNumber)
    .option('--speech', 'only videos in which somebody speaks')
    .option('--no-speech', 'only videos in which nobody speaks')
    .addOption(
      new Option('--kind <kind...>', 'only this kind of text').choices(chunkKindSchema.options),
    )
    // A query may hold -word; what begins with two dashes is an option that was misspelt.
    .allowUnknownOption()
    .action((words: string[], options: SearchOptions, command: Command) => {
      const misspelt = words.find((word) => word.startsWith('--'));
      if (misspelt !== undefined) command.error(`error: unknown option '${misspelt}'`);
      return withSession(globals(), async ({ client, json, signal }) => {
        const query = words.join(' ');
        const result = await client.search.query(
          { query, limit: options.limit, filters: filtersOf(options, command) },
          { signal },
        );
        if (json) return printJson(result);
        if (!result.meaningSearched) {
          printLine(
            'Words only: no embedding model is installed (trendroom models install starter).',
          );
        }
        if (result.hits.length === 0) return printLine('Nothing found.');
        for (const hit of result.hits) printHit(hit);
      });
    });
};

function filtersOf(options: SearchOptions, command: Command): SearchFilters {
  const { channel, platform, language, minViews } = options;
  const raw = command.opts<Record<string, number | undefined>>();
  const speechGiven = command.getOptionValueSource('speech') === 'cli';
  return withoutUndefined({
    channel,
    platform,
    language,
    minViews,
    publishedAfterMs: raw.publishedAfter,
    publishedBeforeMs: raw.publishedBefore,
    minDurationMs: raw.minDuration,
    maxDurationMs: raw.maxDuration,
    hasSpeech: speechGiven ? options.speech : undefined,
    kinds: options.kind,
  });
}

function withoutUndefined(
  filters: { [Name in keyof SearchFilters]?: SearchFilters[Name] | undefined },
): SearchFilters {
  const entries = Object.entries(filters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

/** One moment, for people. */
export function printHit(hit: SearchHit): void {
  const channel = hit.channel === undefined ? '' : ` · ${safeText(hit.channel)}`;
  const span = `${formatTime(hit.startMs)}–${formatTime(hit.endMs)}`;
  printLine(`${span}  ${safeText(hit.title)}${channel}  [${hit.matched.join(' + ')}]`);
  printLine(`    ${hit.kind}: ${highlight(hit)}`);
  printLine(`    trendroom show ${hit.videoId}`);
}

function highlight(hit: SearchHit): string {
  if (!process.stdout.isTTY) return safeText(hit.snippet);
  let text = '';
  let from = 0;
  for (const [start, end] of hit.highlights) {
    text += safeText(hit.snippet.slice(from, start));
    text += `\u001b[1m${safeText(hit.snippet.slice(start, end))}\u001b[22m`;
    from = end;
  }
  return text + safeText(hit.snippet.slice(from));
}

/** An option's value as a whole number of zero or more. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(text);
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
