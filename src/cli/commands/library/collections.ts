import type { Command } from 'commander';
import { type Collection, collectionIdSchema, videoIdSchema } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { libraryMessages } from '../../messages/library.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';

/**
 * `collections list|create|rename|note|remove|add|remove-videos|move`: videos put together by hand.
 */
export const addCollectionCommands: AddCommands = (program, globals) => {
  const collections = program
    .command('collections')
    .description(libraryMessages.collections.collections);
  const which = libraryMessages.collections.collectionId;
  const id = (given: string) => collectionIdSchema.parse(given);
  const ids = (given: readonly string[]) => given.map((one) => videoIdSchema.parse(one));
  const one = (name: string, description: string): Command =>
    collections.command(name).description(description).argument('<collection>', which);

  collections
    .command('list', { isDefault: true })
    .description(libraryMessages.collections.list)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.collections.list();
        if (json) return printJson(result);
        if (result.collections.length === 0) {
          return printLine(libraryMessages.collections.none);
        }
        for (const collection of result.collections) printCollection(collection);
      }),
    );
  collections
    .command('create')
    .description(libraryMessages.collections.create)
    .argument('<name>')
    .argument('[videos...]', commonMessages.videoIds)
    .option('--note <text>', libraryMessages.collections.note)
    .action((name: string, videos: string[], { note }: { note?: string }) =>
      withSession(globals(), async ({ client, json }) =>
        print(await client.collections.create({ name, note, videoIds: ids(videos) }), json),
      ),
    );
  one('rename', libraryMessages.collections.rename)
    .argument('<name>')
    .action((given: string, name: string) =>
      withSession(globals(), async ({ client, json }) =>
        print(await client.collections.edit({ collectionId: id(given), name }), json),
      ),
    );
  one('note', libraryMessages.collections.setNote)
    .argument('<text>')
    .action((given: string, note: string) =>
      withSession(globals(), async ({ client, json }) =>
        print(await client.collections.edit({ collectionId: id(given), note }), json),
      ),
    );
  one('remove', libraryMessages.collections.remove).action((given: string) =>
    withSession(globals(), async ({ client, json }) => {
      const removed = await client.collections.remove({ collectionId: id(given) });
      if (json) return printJson(removed);
      printLine(libraryMessages.collections.removed(safeText(removed.name), removed.videos));
    }),
  );
  one('add', libraryMessages.collections.add)
    .argument('<videos...>', commonMessages.videoIds)
    .action((given: string, videos: string[]) =>
      withSession(globals(), async ({ client, json }) => {
        const input = { collectionId: id(given), videoIds: ids(videos) };
        const { added, collection } = await client.collections.add(input);
        if (json) return printJson({ added, collection });
        printLine(libraryMessages.collections.added(added, videos.length));
        printCollection(collection);
      }),
    );
  one('remove-videos', libraryMessages.collections.removeVideos)
    .argument('<videos...>', commonMessages.videoIds)
    .action((given: string, videos: string[]) =>
      withSession(globals(), async ({ client, json }) => {
        const input = { collectionId: id(given), videoIds: ids(videos) };
        const result = await client.collections.removeVideos(input);
        if (json) return printJson(result);
        printLine(libraryMessages.collections.removedVideos(result.removed.length, videos.length));
        printCollection(result.collection);
      }),
    );
  one('move', libraryMessages.collections.move)
    .argument('<videos...>', commonMessages.videoIds)
    .option('--before <video>', libraryMessages.collections.before)
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

function printCollection({ id, name, note, videos, remoteVideos }: Collection): void {
  const others = remoteVideos === 0 ? '' : libraryMessages.collections.remote(remoteVideos);
  printLine(libraryMessages.collections.line(id, safeText(name), videos, others));
  if (note !== '') printLine(`  ${safeText(note)}`);
}
