import type { VideoId } from '../../../src/contract/index.ts';
import { createCollection, removeVideo, tidyLibrary } from '../../../src/core/library/index.ts';
import { addVideos } from './backup.ts';
import { damageOf, withLibrary } from './openWork.ts';
import type { Operation } from './operation.ts';

const videosBefore = 6;
const rounds = 6;

/** What a person does in the library: collections made, videos added and removed. */
export const edits: Operation = {
  name: 'edits',
  prepare: (folder) =>
    withLibrary(folder, (library) => addVideos(library, folder, 0, videosBefore)),
  run: (folder, hooks) =>
    withLibrary(folder, async (library) => {
      tidyLibrary(library);
      hooks.stage('edits');
      const { $client } = library.db;
      const has = (sql: string, name: string): boolean =>
        $client.prepare(sql).pluck().get(name) !== undefined;
      for (let round = 0; round < rounds; round++) {
        const name = `collection ${round}`;
        if (!has('SELECT 1 FROM collections WHERE name = ?', name)) {
          await createCollection(library, { name, note: '', videoIds: [] });
        }
        hooks.acknowledge(name);
        const added = `${videosBefore + round}.mp4`;
        if (!has('SELECT 1 FROM videos WHERE title = ?', added)) {
          await addVideos(library, folder, videosBefore + round, videosBefore + round + 1);
        }
        hooks.acknowledge(added);
        const old = $client
          .prepare<[string], VideoId>('SELECT id FROM videos WHERE title = ?')
          .pluck()
          .get(`${round}.mp4`);
        if (old !== undefined) removeVideo(library, old);
        hooks.acknowledge(`without ${round}.mp4`);
      }
    }),
  inspect: (folder, acknowledged) =>
    withLibrary(folder, async (library) => {
      const { $client } = library.db;
      const titles = $client.prepare<[], string>('SELECT title FROM videos').pluck().all();
      const names = $client.prepare<[], string>('SELECT name FROM collections').pluck().all();
      const isThere = (what: string): boolean =>
        what.startsWith('without ')
          ? !titles.includes(what.slice('without '.length))
          : titles.includes(what) || names.includes(what);
      const missing = acknowledged.filter((what) => !isThere(what));
      const problems = await damageOf(library);
      // One after the other: nothing may be there without what came before it.
      const first = missing[0];
      const after = first === undefined ? [] : acknowledged.slice(acknowledged.indexOf(first));
      if (after.some(isThere)) problems.push(`${after.find(isThere)} is there without ${first}`);
      const counts = {
        collections: names.length,
        added: titles.filter((title) => Number.parseInt(title, 10) >= videosBefore).length,
        removed:
          videosBefore - titles.filter((title) => Number.parseInt(title, 10) < videosBefore).length,
        twice: titles.length - new Set(titles).size,
      };
      return { problems, missing, counts };
    }),
  isDurable: () => false,
};
