import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { propertyRuns } from '../../../../test/support/propertyRuns.ts';
import type { CollectionId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import {
  createCollection,
  editCollection,
  listCollections,
  removeCollection,
  removeFromCollection,
  restoreToCollection,
} from '../../library/index.ts';
import { openTeam } from '../postgres/openTeam.ts';
import { openPglite } from '../postgres/pgliteDatabase.ts';
import type { TeamDatabase } from '../postgres/teamDatabase.ts';
import { readState } from '../records/recordStore.ts';
import { allShared } from '../records/sharedViews.ts';
import { setSharingState, startRecording } from '../records/sharingState.ts';
import { type DeviceClock, lastClock, withClock } from '../testing/deviceClocks.ts';
import { losingTeam } from '../testing/losingTeam.ts';
import { hashOf } from '../testing/twoDevices.ts';
import { syncOnce } from './syncOnce.ts';

let db: TeamDatabase;
let places: TemporaryLibrary[] = [];
let workspaceId = '';
let workspaces = 0;
beforeAll(async () => {
  db = await openPglite();
  await openTeam(db);
  places = [await temporaryLibrary(), await temporaryLibrary(), await temporaryLibrary()];
});
afterAll(async () => {
  for (const place of places) await place.remove();
  await db.close();
});

const devices = (): Library[] => places.map(({ library }) => library);
const device = (index: number): Library => {
  const library = devices()[index];
  if (library === undefined) throw new Error('There is no such device.');
  return library;
};
const sync = (index: number, team = db, batchSize = 500) =>
  syncOnce({
    ...{ library: device(index), db: team, workspaceId },
    ...{ pushSize: batchSize, pullSize: batchSize },
  });

/** The same libraries with nothing in them, in a workspace of their own. */
async function begin(): Promise<void> {
  workspaceId = `w${++workspaces}`;
  await db.query('INSERT INTO trendroom.workspaces (id, name) VALUES ($1, $1)', [workspaceId]);
  for (const library of devices()) {
    setSharingState(library, { recording: 0, hlc: 0 });
    library.db.$client.exec('DELETE FROM collections; DELETE FROM collection_members');
    startRecording(library, { target: 'local', workspaceId });
  }
}

const clocks: readonly DeviceClock[] = ['right', '1970', '2099', '2255'];
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constantFrom(
        ...(['note', 'note', 'name', 'create', 'collect', 'takeOut', 'remove'] as const),
      ),
      device: fc.nat(2),
      clock: fc.constantFrom(...clocks),
      value: fc.nat(3),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('sync' as const),
      device: fc.nat(2),
      /** Statements until the connection is lost. */
      crash: fc.option(fc.nat(9)),
      batchSize: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('hostile' as const), value: fc.nat(2) }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
type Edit = Exclude<Step, { type: 'sync' | 'hostile' }>;

/** Notes of the collection that nobody removes: those that no edit has seen must be kept. */
class NotesOf {
  readonly #id: CollectionId;
  readonly #live = new Set<string>();
  #count = 0;

  constructor(id: CollectionId) {
    this.#id = id;
  }

  /** Writes a note that is unlike all others; it replaces what the device knows. */
  write(library: Library): void {
    for (const seen of [...this.versions(library), this.#shown(library)]) this.#live.delete(seen);
    const note = `Note ${++this.#count}`;
    editCollection(library, this.#id, { note });
    this.#live.add(note);
  }

  expectAllKept(library: Library): void {
    if (this.#live.size === 0) return;
    expect(new Set(this.versions(library))).toEqual(this.#live);
  }

  versions(library: Library): string[] {
    const { state } = readState(library, 'collection', this.#id);
    const others = (state.others.note ?? []).map(([value]) => value);
    return [state.fields.note, ...others].filter((value) => typeof value === 'string');
  }

  #shown(library: Library): string {
    return listCollections(library).find(({ id }) => id === this.#id)?.note ?? '';
  }
}

async function edit({ type, device: index, value }: Edit, notes: NotesOf, kept: CollectionId) {
  const library = device(index);
  if (type === 'note') return notes.write(library);
  if (type === 'create') {
    await createCollection(library, { name: `New ${value}`, note: '', videoIds: [] });
    return;
  }
  const all = listCollections(library);
  const others = all.filter(({ id }) => id !== kept);
  const any = all[value % Math.max(1, all.length)]?.id;
  const id = others[value % Math.max(1, others.length)]?.id;
  const contentHash = hashOf(`video ${value % 2}`);
  if (id !== undefined && type === 'remove') removeCollection(library, id);
  if (id !== undefined && type === 'name') {
    editCollection(library, id, { name: `Name ${value} of ${index}` });
  }
  if (any === undefined) return;
  if (type === 'collect')
    await restoreToCollection(library, any, [{ contentHash, position: value }]);
  if (type === 'takeOut') {
    await removeFromCollection(library, any, { videoIds: [], contentHashes: [contentHash] });
  }
}

/** A member's own program writes clocks of 2255 into records, but for the one whose notes count. */
async function attack(value: number, kept: CollectionId): Promise<void> {
  const future = JSON.stringify([lastClock, 'evil']);
  const set = [
    `deleted_at = '${future}'`,
    `fields = fields || '{"position": 7}', clocks = clocks || '{"position": ${future}}'`,
    `fields = fields || '{"name": "Evil"}', clocks = clocks || '{"name": ${future}}'`,
  ][value];
  await db.query(
    `UPDATE trendroom.records SET ${set}, seq = nextval('trendroom.record_seq'), pushed_in = ''
     WHERE workspace_id = $1 AND kind = ANY($2) AND id <> $3`,
    [workspaceId, kindsAttacked[value], kept],
  );
}
const kindsAttacked = [['collection', 'membership'], ['membership'], ['collection']];

async function untilQuiet(): Promise<void> {
  for (let round = 0; round < 8; round++) {
    let moved = 0;
    for (const index of [0, 1, 2]) {
      const { pushed, pulled } = await sync(index);
      moved += pushed + pulled;
    }
    if (moved === 0) return;
  }
  throw new Error('The devices never come to rest.');
}

const isIn = (library: Library, id: CollectionId, hash: string): boolean =>
  library.db.$client
    .prepare('SELECT 1 FROM collection_members WHERE collection_id = ? AND content_hash = ?')
    .get(id, hash) !== undefined;

/** What people see, and what the devices know of it. */
function viewOf(library: Library) {
  const members = library.db.$client
    .prepare('SELECT collection_id, content_hash, position FROM collection_members ORDER BY 1, 2')
    .all();
  const collections = listCollections(library).map(({ id, name, note }) => ({ id, name, note }));
  const live = allShared(library).filter(({ state }) => Object.keys(state.clocks).length > 0);
  return { members, live, collections: collections.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

test('three devices with wrong clocks, lost connections and a hostile member end equal, and lose no note', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 4, maxLength: 16 }),
      fc.nat(2),
      fc.constantFrom(...clocks),
      async (steps, last, lastDeviceClock) => {
        await begin();
        const made = { name: 'Kept', note: '', videoIds: [] };
        const { id: kept } = await createCollection(device(0), made);
        for (const index of [0, 1, 2]) await sync(index);
        const notes = new NotesOf(kept);
        for (const one of steps) {
          if (one.type === 'hostile') await attack(one.value, kept);
          else if (one.type === 'sync') {
            const team = one.crash === null ? db : losingTeam(db, one.crash);
            const outcome = sync(one.device, team, one.batchSize);
            if (one.crash === null) await outcome;
            else await outcome.catch((error: unknown) => expect(String(error)).toContain('lost'));
          } else await withClock(device(one.device), one.clock, () => edit(one, notes, kept));
        }
        await untilQuiet();
        for (const library of devices()) {
          expect(viewOf(library)).toEqual(viewOf(device(0)));
          notes.expectAllKept(library);
        }

        // Whatever the clocks were: the next edit wins everywhere.
        const writer = device(last);
        const videos = [hashOf('video 0'), hashOf('video 1')];
        const wasIn = videos.map((hash) => isIn(writer, kept, hash));
        await withClock(writer, lastDeviceClock, async () => {
          editCollection(writer, kept, { name: 'The last word' });
          for (const [index, contentHash] of videos.entries()) {
            const hashes = [contentHash];
            if (wasIn[index]) {
              await removeFromCollection(writer, kept, { videoIds: [], contentHashes: hashes });
            } else await restoreToCollection(writer, kept, [{ contentHash, position: 5 }]);
          }
        });
        for (const index of [last, (last + 1) % 3, (last + 2) % 3]) await sync(index);
        for (const library of devices()) {
          const shown = listCollections(library).find(({ id }) => id === kept);
          expect(shown?.name).toBe('The last word');
          expect(videos.map((hash) => !isIn(library, kept, hash))).toEqual(wasIn);
        }
      },
    ),
    { numRuns: propertyRuns() },
  );
}, 7_200_000);
