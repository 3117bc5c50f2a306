import type { Command } from 'commander';
import { type Collection, collectionIdSchema, videoIdSchema } from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { printJson, printLine, safeText } from '../output.ts';
import { withSession } from '../session.ts';

/** `collections list|create|rename|note|remove|add|take-out|move`: videos put together by hand. */
export const addCollectionCommands: AddCommands = (program, globals) => {
  const collections = program
    .command('collections')
    .description('videos put together by hand; list --collection shows one');
  const which = 'id of the collection, its beginning, or its name';
  const id = (given: string) => collectionIdSchema.parse(given);
  const ids = (given: readonly string[]) => given.map((one) => videoIdSchema.parse(one));
  const one = (name: string, description: string): Command =>
    collections.command(name).description(description).argument('<collection>', which);

  collections
    .command('list', { isDefault: true })
    .description('every collection, by name')
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.collections.list();
        if (json) return printJson(result);
        if (result.collections.length === 0) {
          return printLine('No collections yet. Make one: trendroom collections create NAME');
        }
        for (const collection of result.collections) printCollection(collection);
      }),
    );
  collections
    .command('create')
    .description('make a collection, of these videos if any are named')
    .argument('<name>')
    .argument('[videos...]', 'ids of videos, or their beginnings')
    .option('--note <text>', 'what it is for')
    .action((name: string, videos: string[], { note }: { note?: string }) =>
      withSession(globals(), async ({ client, json }) =>
        print(await client.collections.create({ name, note, videoIds: ids(videos) }), json),
      ),
    );
  one('rename', 'give it another name')
    .argument('<name>')
    .action((given: string, name: string) =>
      withSession(globals(), async ({ client, json }) =>
        print(await client.collections.edit({ collectionId: id(given), name }), json),
      ),
    );
  one('note', 'write its note; an empty text takes it away')
    .argument('<text>')
    .action((given: string, note: string) =>
      withSession(globals(), async ({ client, json }) =>
        print(await client.collections.edit({ collectionId: id(given), note }), json),
      ),
    );
  one('remove', 'remove it; its videos stay in the library').action((given: string) =>
    withSession(globals(), async ({ client, json }) => {
      const removed = await client.collections.remove({ collectionId: id(given) });
      if (json) return printJson(removed);
      printLine(`Removed ${safeText(removed.name)}; its ${removed.videos} videos stay.`);
    }),
  );
  one('add', 'add videos at its end')
    .argument('<videos...>', 'ids of videos, or their beginnings')
    .action((given: string, videos: string[]) =>
      withSession(globals(), async ({ client, json }) => {
        const input = { collectionId: id(given), videoIds: ids(videos) };
        const { added, collection } = await client.collections.add(input);
        if (json) return printJson({ added, collection });
        printLine(`Added ${added} of ${videos.length}.`);
        printCollection(collection);
      }),
    );
  one('take-out', 'take videos out of it')
    .argument('<videos...>', 'ids of videos, or their beginnings')
    .action((given: string, videos: string[]) =>
      withSession(globals(), async ({ client, json }) => {
        const input = { collectionId: id(given), videoIds: ids(videos) };
        const result = await client.collections.takeOut(input);
        if (json) return printJson(result);
        printLine(`Took out ${result.taken.length} of ${videos.length}.`);
        printCollection(result.collection);
      }),
    );
  one('move', 'move videos within its order: before another one, or to the end')
    .argument('<videos...>', 'ids of videos, or their beginnings')
    .option('--before <video>', 'the one that they come before')
    .action((given: string, videos: string[], { before }: { before?: string }) =>
      withSession(globals(), async ({ client, json }) => {
        const beforeId = before === undefined ? undefined : videoIdSchema.parse(before);
        const input = { collectionId: id(given), videoIds: ids(videos), beforeId };
        print(await client.collections.move(input), json);
      }),
    );
};

function print(collection: Collection, json: boolean): void {
  if (json) printJson(collection);
  else printCollection(collection);
}

function printCollection({ id, name, note, videos, elsewhere }: Collection): void {
  const others = elsewhere === 0 ? '' : `, ${elsewhere} more with the team`;
  printLine(`${id}  ${safeText(name)}  (${videos} videos${others})`);
  if (note !== '') printLine(`  ${safeText(note)}`);
}
