import { type Command, Option } from 'commander';
import {
  type ChunkKind,
  chunkKindSchema,
  type SavedSearch,
  savedSearchIdSchema,
} from '../../../contract/index.ts';
import { AppError } from '../../../core/base/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { libraryMessages } from '../../messages/library.ts';
import { likenessMessages } from '../../messages/likeness.ts';
import { addVideoFilters, videoFiltersOf } from '../../options/videoFilters.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';
import { printHit } from './search.ts';

const texts = likenessMessages.searches;
/** More than the contract gives at once. */
const maxHits = 200;

/** `searches [list]|save|run|rename|remove`. */
export const addSavedSearchCommands: AddCommands = (program, globals) => {
  const searches = program.command('searches').description(texts.searches);
  const id = (given: string) => {
    const { data } = savedSearchIdSchema.safeParse(given);
    if (data === undefined) throw new AppError('search.notFound', texts.noSuchName);
    return data;
  };
  searches
    .command('list', { isDefault: true })
    .description(texts.list)
    .action(() =>
      withSession(globals(), async ({ client, json, signal }) => {
        const found = await client.searches.list({ counted: true }, { signal });
        if (json) return printJson(found);
        if (found.searches.length === 0) return printLine(texts.none);
        for (const search of found.searches) printSearch(search);
      }),
    );
  const save = searches
    .command('save')
    .description(texts.save)
    .argument('<name>', texts.name)
    .argument('<query...>', libraryMessages.search.query);
  addVideoFilters(save)
    .addOption(
      new Option('--kind <kind...>', libraryMessages.search.kinds).choices(chunkKindSchema.options),
    )
    // A query may hold -word; what begins with two dashes is an option that was misspelt.
    .allowUnknownOption()
    .action((name: string, words: string[], { kind }: { kind?: ChunkKind[] }, command: Command) => {
      const misspelt = words.find((word) => word.startsWith('--'));
      if (misspelt !== undefined) command.error(`error: unknown option '${misspelt}'`);
      return withSession(globals(), async ({ client, json }) => {
        const filters = { ...videoFiltersOf(command), kinds: kind };
        print(await client.searches.save({ name, query: words.join(' '), filters }), json);
      });
    });
  searches
    .command('run')
    .description(texts.run)
    .argument('<name>', texts.which)
    .option('--new', texts.onlyNew)
    .option('--limit <n>', commonMessages.limit, wholeNumber, 10)
    .action((given: string, { new: onlyNew = false, limit }: { new?: boolean; limit: number }) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const { search, newVideoIds, sinceMs } = await client.searches.look(
          { searchId: id(given) },
          { signal },
        );
        const { query } = search;
        const filters = { ...search.filters, ...(onlyNew && { addedFromMs: sinceMs }) };
        // Of what is new, what only has a little in common is left out.
        const asked = onlyNew ? maxHits : limit;
        const found = await client.search.query({ query, filters, limit: asked }, { signal });
        const isNew = new Set(newVideoIds);
        const hits = found.hits.filter(({ videoId }) => !onlyNew || isNew.has(videoId));
        const shown = hits.slice(0, limit);
        if (json) return printJson({ search, newVideoIds, ...found, hits: shown });
        if (!found.meaningSearched) printLine(libraryMessages.search.wordsOnly);
        printLine(texts.new(newVideoIds.length));
        for (const hit of shown) printHit(hit);
        if (shown.length === 0 && !onlyNew) printLine(libraryMessages.search.none);
      }),
    );
  searches
    .command('rename')
    .description(texts.rename)
    .argument('<name>', texts.which)
    .argument('<new-name>', texts.name)
    .action((given: string, name: string) =>
      withSession(globals(), async ({ client, json }) =>
        print(await client.searches.rename({ searchId: id(given), name }), json),
      ),
    );
  searches
    .command('remove')
    .description(texts.remove)
    .argument('<name>', texts.which)
    .action((given: string) =>
      withSession(globals(), async ({ client, json }) => {
        const removed = await client.searches.remove({ searchId: id(given) });
        if (json) printJson(removed);
        else printLine(texts.removed(safeText(removed.name)));
      }),
    );
};

function print(search: SavedSearch, json: boolean): void {
  if (json) printJson(search);
  else printSearch(search);
}

function printSearch({ id, name, query, filters, newVideos }: SavedSearch): void {
  printLine(`${id}  ${safeText(name)}  ${texts.new(newVideos)}`);
  const narrowed = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .map(([filter, value]) => `${filter} ${safeText(String(value))}`);
  printLine(`    ${[safeText(query), ...narrowed].join(' · ')}`);
}
