import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type ChunkKind,
  chunkKindSchema,
  type SearchHit,
  type TeamHit,
  type TeamMoments,
  type VideoId,
} from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { libraryMessages } from '../../messages/library.ts';
import { likenessMessages } from '../../messages/likeness.ts';
import { addVideoFilters, videoFiltersOf } from '../../options/videoFilters.ts';
import { videoPlace } from '../../options/videoPlace.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { formatTime, printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';

interface SearchOptions {
  limit: number;
  kind?: ChunkKind[];
  team: boolean;
  like?: LikeOption;
}

interface LikeOption {
  videoId: VideoId;
  atMs: number;
}

/** `search QUERY`: moments by words and by meaning. */
export const addSearchCommand: AddCommands = (program, globals) => {
  const search = program
    .command('search')
    .description(libraryMessages.search.search)
    .argument('[query...]', libraryMessages.search.query)
    .option('--like <video@seconds>', likenessMessages.like.option, likeOption)
    .option('--limit <n>', commonMessages.limit, wholeNumber, 10)
    .option('--team', libraryMessages.search.team, false);
  addVideoFilters(search)
    .addOption(
      new Option('--kind <kind...>', libraryMessages.search.kinds).choices(chunkKindSchema.options),
    )
    // A query may hold -word; what begins with two dashes is an option that was misspelt.
    .allowUnknownOption()
    .action((words: string[], options: SearchOptions, command: Command) => {
      const misspelt = words.find((word) => word.startsWith('--'));
      if (misspelt !== undefined) command.error(`error: unknown option '${misspelt}'`);
      const { like, limit, kind: kinds } = options;
      if (like === undefined && words.length === 0) {
        command.error(`error: ${likenessMessages.like.missingQuery}`);
      }
      if (like !== undefined && words.length > 0) {
        command.error(`error: ${likenessMessages.like.noQuery}`);
      }
      return withSession(globals(), async ({ client, json, signal }) => {
        if (like !== undefined) {
          const filters = { ...videoFiltersOf(command), kinds };
          const found = await client.search.like({ ...like, limit, filters }, { signal });
          if (json) return printJson(found);
          if (found.like === undefined) return printLine(likenessMessages.like.noText);
          printLine(likenessMessages.like.quote(safeText(found.like.quote)));
          if (!found.meaningSearched) printLine(libraryMessages.search.wordsOnly);
          for (const hit of found.hits) printHit(hit);
          if (found.hits.length === 0) printLine(libraryMessages.search.none);
          return;
        }
        const query = words.join(' ');
        const result = await client.search.query(
          {
            query,
            limit,
            filters: { ...videoFiltersOf(command), kinds },
            tiers: options.team ? 'both' : 'own',
          },
          { signal },
        );
        if (json) return printJson(result);
        if (!result.meaningSearched) {
          printLine(libraryMessages.search.wordsOnly);
        }
        const { hits, team, withoutServer } = result;
        if (withoutServer !== undefined) {
          printLine(libraryMessages.search.withoutServer(safeText(withoutServer)));
        }
        if (options.team && team === undefined) {
          printLine(libraryMessages.search.filtersLocal);
        } else if (team?.searched === 'local') {
          printLine(teamNotSearched(team));
        }
        if (hits.length + (team?.hits.length ?? 0) === 0)
          return printLine(libraryMessages.search.none);
        const marked = new Map(team?.hits.map((hit) => [hit.place, hit]));
        const own = [...hits];
        for (let place = 0; own.length > 0 || marked.has(place); place++) {
          const shared = marked.get(place);
          if (shared !== undefined) printTeamHit(shared);
          else for (const hit of own.splice(0, 1)) printHit(hit);
        }
      });
    });
};

/** `VIDEO@SECONDS`. */
function likeOption(text: string): LikeOption {
  const place = videoPlace(text);
  if (place === undefined || place.endMs !== undefined) {
    throw new InvalidArgumentError(likenessMessages.like.expected);
  }
  return { videoId: place.videoId, atMs: place.startMs };
}

/** Why the hits of the team are only those that are known here. */
export function teamNotSearched({ problem }: Pick<TeamMoments, 'problem'>): string {
  const why = problem === undefined ? '' : `${safeText(problem.message)} ${problem.hint}`;
  return libraryMessages.search.teamOffline(why);
}

/** A moment that only others have. */
export function printTeamHit({ startMs, endMs, title, channel, kind, text }: TeamHit): void {
  const of = channel === undefined ? '' : ` · ${safeText(channel)}`;
  printLine(`${formatTime(startMs)}–${formatTime(endMs)}  ${safeText(title)}${of}  [team]`);
  printLine(`    ${safeText(kind)}: ${safeText(text)}`);
}

/** One moment, for people. */
export function printHit(hit: SearchHit): void {
  const channel = hit.channel === undefined ? '' : ` · ${safeText(hit.channel)}`;
  // What has no time of its own is of the whole video.
  const isTimed = hit.endMs > 0;
  const span = isTimed
    ? `${formatTime(hit.startMs)}–${formatTime(hit.endMs)}`
    : libraryMessages.search.wholeVideo;
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
