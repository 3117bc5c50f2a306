import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { propertyRuns } from '../../../../test/support/propertyRuns.ts';
import type { CollectionId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import {
  createCollection,
  editCollection,
  editVideo,
  findVideoByHash,
  getCollection,
  listCollections,
  moveInCollection,
  removeCollection,
  removeFromCollection,
  removeVideo,
  restoreToCollection,
} from '../../library/index.ts';
import { settleConflict } from '../conflicts/settleConflict.ts';
import { sharedConflicts } from '../conflicts/sharedConflicts.ts';
import { allShared } from '../records/sharedViews.ts';
import { deviceIdOf, getSharingState, setSharingState } from '../records/sharingState.ts';
import { losingTeam } from '../testing/losingTeam.ts';
import { addVideo, hashOf, openTwoDevices, type TwoDevices } from '../testing/twoDevices.ts';

let two: TwoDevices;
beforeAll(async () => {
  two = await openTwoDevices(temporaryLibrary);
});
afterAll(() => two.close());
beforeEach(() => two.renew());

/** Collections with the names of what is in them, also where the video is not on this device. */
function collectionsOf(library: Library): [name: string, note: string, members: string[]][] {
  const names = new Map(['a', 'b', 'c'].map((name) => [hashOf(name), name]));
  return listCollections(library).map(({ id, name, note }) => {
    const hashes = library.db.$client
      .prepare<[string], string>(
        `SELECT content_hash FROM collection_members WHERE collection_id = ?
         ORDER BY position, content_hash`,
      )
      .pluck()
      .all(id);
    return [name, note, hashes.map((hash) => names.get(hash as ReturnType<typeof hashOf>) ?? '?')];
  });
}

test('two devices add different videos to a collection and both stay, also without the video', async () => {
  const [one, other] = [two.device(0), two.device(1)];
  const a = addVideo(one, 'a');
  const b = addVideo(one, 'b');
  const { id } = await createCollection(one, { name: 'Hooks', note: '', videoIds: [a] });
  await two.syncAll(0, 1);
  expect(getCollection(other, id)).toMatchObject({ name: 'Hooks', videos: 0, remoteVideos: 1 });
  addVideo(other, 'c');
  await restoreToCollection(other, id, [{ contentHash: hashOf('c'), position: 9e9 }]);
  await restoreToCollection(one, id, [{ contentHash: hashOf('b'), position: 8e9 }]);
  await two.syncAll(1, 0, 1);
  for (const library of [one, other]) {
    expect(collectionsOf(library)).toEqual([['Hooks', '', ['a', 'b', 'c']]]);
  }
  expect(getCollection(one, id)).toMatchObject({ videos: 2, remoteVideos: 1 });

  // One takes the video out, the other writes the note: both hold.
  await removeFromCollection(one, id, { videoIds: [a], contentHashes: [] });
  editCollection(other, id, { note: 'for May' });
  await two.syncAll(0, 1, 0);
  // The later of taking out and moving wins.
  await removeFromCollection(one, id, { videoIds: [b], contentHashes: [] });
  moveInCollection(other, id, { videoIds: [addVideo(other, 'c')], beforeId: undefined });
  await two.syncAll(1, 0, 1);
  for (const library of [one, other]) {
    expect(collectionsOf(library)).toEqual([['Hooks', 'for May', ['c']]]);
  }
});

/** Devices that have not heard of each other tell times apart by milliseconds only. */
const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3));

test('a collection that was removed on one device and edited later on the other comes back whole', async () => {
  const [one, other] = [two.device(0), two.device(1)];
  const made = await createCollection(one, {
    name: 'Hooks',
    note: 'kept',
    videoIds: [addVideo(one, 'a')],
  });
  await two.syncAll(0, 1);
  removeCollection(one, made.id);
  await aMoment();
  editCollection(other, made.id, { name: 'Better hooks' });
  await two.syncAll(0, 1, 0, 1, 0);
  for (const library of [one, other]) {
    expect(collectionsOf(library)).toEqual([['Better hooks', 'kept', ['a']]]);
  }
  editCollection(other, made.id, { note: 'earlier' });
  await aMoment();
  removeCollection(one, made.id);
  await two.syncAll(1, 0, 1);
  expect([collectionsOf(one), collectionsOf(other)]).toEqual([[], []]);
});

test('a conflict is settled for every device, unless a version came that the person did not see', async () => {
  const [one, other] = [two.device(0), two.device(1)];
  for (const library of [one, other]) addVideo(library, 'a');
  await two.syncAll(0, 1, 0);
  const edit = (library: Library, title: string) =>
    editVideo(library, addVideo(library, 'a'), { title });
  edit(one, 'Of the first');
  edit(other, 'Of the second');
  await two.syncAll(1, 0);
  const versions = (library: Library) =>
    sharedConflicts(library, 9).map(({ kept, others }) => [kept, ...others]);
  const settle = (library: Library, value: string, seen = versions(library)[0] ?? []) =>
    settleConflict(library, deviceIdOf(library), {
      ...{ kind: 'video', id: hashOf('a'), field: 'title', value },
      seen: seen.map(({ clock }) => clock),
    });
  const [seen = []] = versions(one);
  expect(seen.map(({ value }) => value)).toEqual(['Of the second', 'Of the first']);
  // The other device has not seen the first title when it writes again.
  edit(other, 'A third');
  await two.syncAll(1, 0);
  expect(() => settle(one, 'Of both', seen)).toThrow(
    expect.objectContaining({ code: 'sharing.moreVersions' }),
  );
  settle(one, 'Of the first');
  expect(findVideoByHash(one, hashOf('a'))?.title).toBe('Of the first');
  await two.syncAll(0, 1);
  expect([versions(one), versions(other)]).toEqual([[], []]);
  expect(findVideoByHash(other, hashOf('a'))?.title).toBe('Of the first');
  expect(() => settle(one, 'Again', seen)).toThrow(
    expect.objectContaining({ code: 'sharing.settled' }),
  );
});

const names = ['a', 'b', 'c'] as const;
const step = fc.oneof(
  fc.record({
    type: fc.constantFrom(
      ...(['take', 'title', 'description', 'drop', 'skew', 'create', 'rename', 'note'] as const),
      ...(['collect', 'collect', 'removeFrom', 'move', 'remove', 'settle'] as const),
    ),
    device: fc.nat(1),
    video: fc.constantFrom(...names),
    value: fc.nat(5),
  }),
  fc.record({
    type: fc.constant('sync' as const),
    device: fc.nat(1),
    /** Statements until the connection is lost. */
    crash: fc.option(fc.nat(8)),
    batchSize: fc.integer({ min: 1, max: 4 }),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
type Edit = Exclude<Step, { type: 'sync' }>;

async function edit(library: Library, { type, video, value }: Edit): Promise<void> {
  const contentHash = hashOf(video);
  const own = findVideoByHash(library, contentHash)?.id;
  const all = listCollections(library);
  const id: CollectionId | undefined = all[value % Math.max(1, all.length)]?.id;
  switch (type) {
    case 'take':
      addVideo(library, video);
      return;
    case 'skew': {
      // A clock that runs hours ahead.
      const { hlc } = getSharingState(library);
      setSharingState(library, { hlc: hlc + value * 3_600_000_000 });
      return;
    }
    case 'create':
      await createCollection(library, { name: `New ${value}`, note: '', videoIds: [] });
      return;
    case 'settle': {
      const [conflict] = sharedConflicts(library, 1);
      if (conflict === undefined) return;
      const { kind, field, kept, others } = conflict;
      const seen = [kept, ...others].map(({ clock }) => clock);
      const settled = { kind, id: conflict.id, field, value: `Settled ${value}`, seen };
      settleConflict(library, deviceIdOf(library), settled);
      return;
    }
    case 'title':
      if (own !== undefined) editVideo(library, own, { title: `Title ${value}` });
      return;
    case 'description':
      if (own !== undefined) editVideo(library, own, { description: `About ${value}` });
      return;
    case 'drop':
      if (own !== undefined) removeVideo(library, own);
      return;
    case 'rename':
      if (id !== undefined) editCollection(library, id, { name: `Name ${value}` });
      return;
    case 'note':
      if (id !== undefined) editCollection(library, id, { note: `Note ${value}` });
      return;
    case 'collect':
      if (id !== undefined)
        await restoreToCollection(library, id, [{ contentHash, position: value }]);
      return;
    case 'removeFrom':
      if (id !== undefined) {
        await removeFromCollection(library, id, { videoIds: [], contentHashes: [contentHash] });
      }
      return;
    case 'move':
      if (id !== undefined && own !== undefined) {
        moveInCollection(library, id, { videoIds: [own], beforeId: undefined });
      }
      return;
    case 'remove':
      if (id !== undefined) removeCollection(library, id);
      return;
    default:
      throw new Error(type satisfies never);
  }
}

test('random work on collections and titles, lost connections and all, ends equal on both devices', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      await two.renew();
      for (const one of steps) {
        if (one.type !== 'sync') {
          // A conflict that an unsynced edit has settled meanwhile says so.
          try {
            await edit(two.device(one.device), one);
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/^sharing\./) });
          }
          continue;
        }
        const { batchSize, crash } = one;
        const team = crash === null ? two.db : losingTeam(two.db, crash);
        const outcome = two.sync(one.device, { team, batchSize });
        if (crash === null) await outcome;
        else await outcome.catch((error: unknown) => expect(String(error)).toContain('lost'));
      }
      await two.syncAll(0, 1, 0, 1, 0, 1);
      expect(await two.sync(0)).toEqual({ pushed: 0, pulled: 0, refused: 0 });
      const [one, other] = [two.device(0), two.device(1)];
      const live = (library: Library) =>
        allShared(library).filter(({ state }) => Object.keys(state.clocks).length > 0);
      expect(live(one)).toEqual(live(other));
      // What people see, not the log alone.
      expect(collectionsOf(one)).toEqual(collectionsOf(other));
      for (const name of names) {
        const [here, there] = [one, other].map((device) => findVideoByHash(device, hashOf(name)));
        if (here === undefined || there === undefined) continue;
        const record = live(one).find(({ kind, id }) => kind === 'video' && id === hashOf(name));
        if (record?.state.fields.title === undefined) continue;
        expect(here.title).toBe(there.title);
      }
    }),
    { numRuns: propertyRuns(0.4) },
  );
}, 240_000);
