import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CollectionId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import {
  createCollection,
  editCollection,
  findVideoByHash,
  listCollections,
  removeCollection,
  restoreToCollection,
  updateVideo,
} from '../../library/index.ts';
import { sharedConflicts } from '../conflicts/sharedConflicts.ts';
import { deviceIdOf, getSharingState } from '../records/sharingState.ts';
import { lastClock, withClock } from '../testing/deviceClocks.ts';
import { addVideo, hashOf, openTwoDevices, type TwoDevices } from '../testing/twoDevices.ts';

let two: TwoDevices;
beforeAll(async () => {
  two = await openTwoDevices(temporaryLibrary);
});
afterAll(() => two.close());
beforeEach(() => two.renew());

const both = (): Library[] => [two.device(0), two.device(1)];
const names = (library: Library) => listCollections(library).map(({ name }) => name);
const notes = (library: Library) => listCollections(library).map(({ note }) => note);

async function sharedCollection(): Promise<CollectionId> {
  const made = await createCollection(two.device(0), { name: 'Hooks', note: '', videoIds: [] });
  await two.syncAll(0, 1);
  return made.id;
}

/** A member's own program writes what it likes into the team's tables. */
const hostile = (set: string, ...values: unknown[]): Promise<object[]> =>
  two.db.query(
    `UPDATE trendroom.records SET ${set}, seq = nextval('trendroom.record_seq'), pushed_in = ''
     WHERE workspace_id = $1`,
    [two.workspaceId(), ...values],
  );
const clocksInTeam = async (): Promise<string> =>
  JSON.stringify(
    await two.db.query(
      'SELECT clocks, others, seen, deleted_at FROM trendroom.records WHERE workspace_id = $1',
      [two.workspaceId()],
    ),
  );
const year = (hlc: number): number => new Date(hlc / 1_000).getFullYear();

test('a delete from the year 2255 takes nothing, and a collection can be written on', async () => {
  const id = await sharedCollection();
  await hostile('deleted_at = $2::jsonb', JSON.stringify([lastClock, 'evil']));
  await two.syncAll(1, 0, 1, 0);
  editCollection(two.device(1), id, { name: 'Better hooks' });
  await two.syncAll(1, 0, 1);
  expect(both().map(names)).toEqual([['Better hooks'], ['Better hooks']]);
  expect(await clocksInTeam()).not.toContain(`${lastClock}`);
});

test('a field from the year 2255 is overruled by the next edit, on every device', async () => {
  await sharedCollection();
  addVideo(two.device(0), 'a');
  await two.syncAll(0, 1);
  await hostile(
    `fields = jsonb_set(fields, '{durationMs}', '1'), clocks = jsonb_set(clocks, '{durationMs}', $2)`,
    JSON.stringify([lastClock, 'evil']),
  );
  const counts = await two.sync(1);
  expect(counts.future).toBeGreaterThan(0);
  await two.syncAll(0);
  updateVideo(two.device(0), addVideo(two.device(0), 'a'), { durationMs: 7_000 });
  await two.syncAll(0, 1, 0);
  const durations = both().map((library) =>
    library.db.$client
      .prepare<[], string>(
        "SELECT state ->> '$.fields.durationMs' FROM shared_records WHERE kind = 'video'",
      )
      .pluck()
      .get(),
  );
  expect(durations).toEqual([7_000, 7_000]);
  expect(await clocksInTeam()).not.toContain(`${lastClock}`);
});

test('a write that was replaced in the team’s table is sent again by the device that made it', async () => {
  const id = await sharedCollection();
  const [writer, other] = [two.device(1), two.device(0)];
  await restoreToCollection(writer, id, [{ contentHash: hashOf('a'), position: 3 }]);
  await two.syncAll(1);
  // Another device takes the false one in first, and gives it back with the clock that it counts as.
  await hostile(
    `fields = fields || '{"position": 7}', clocks = clocks || jsonb_build_object('position', $2::jsonb)`,
    JSON.stringify([lastClock, 'evil']),
  );
  await two.syncAll(0, 0, 1, 1, 0);
  const positions = [writer, other].map((library) =>
    library.db.$client.prepare<[], number>('SELECT position FROM collection_members').pluck().all(),
  );
  expect(positions).toEqual([[3], [3]]);
});

test('nobody can say for a device that all its later titles were seen', async () => {
  for (const library of both()) addVideo(library, 'a');
  await two.syncAll(0, 1, 0);
  const victim = deviceIdOf(two.device(0));
  await hostile(`seen = jsonb_set(seen, '{title}', $2)`, JSON.stringify({ [victim]: lastClock }));
  await two.syncAll(1, 0, 1);
  updateVideo(two.device(0), addVideo(two.device(0), 'a'), { title: 'Of the victim' });
  await two.syncAll(0, 1, 0);
  expect(both().map((library) => findVideoByHash(library, hashOf('a'))?.title)).toEqual([
    ...['Of the victim', 'Of the victim'],
  ]);
});

test('what was written with the clock in 2099 counts as written when it was sent, and later edits win', async () => {
  const id = await sharedCollection();
  const [one, other] = [two.device(0), two.device(1)];
  await withClock(one, '2099', () => void editCollection(one, id, { name: 'Of 2099' }));
  editCollection(other, id, { note: 'kept' });
  await two.syncAll(1, 0, 1);
  expect(both().map(names)).toEqual([['Of 2099'], ['Of 2099']]);
  expect(year(getSharingState(one).hlc)).toBeLessThan(2099);
  expect(year(getSharingState(other).hlc)).toBeLessThan(2099);

  editCollection(other, id, { name: 'Of today' });
  await two.syncAll(1, 0, 1);
  expect(both().map(names)).toEqual([['Of today'], ['Of today']]);
  expect(both().map(notes)).toEqual([['kept'], ['kept']]);
  expect(both().flatMap((library) => sharedConflicts(library, 9))).toEqual([]);
});

test('what a collection lost and got back with the clock in 2099 keeps its order', async () => {
  const id = await sharedCollection();
  const one = two.device(0);
  await withClock(one, '2255', () => {
    removeCollection(one, id);
    one.db.$client.exec(
      `INSERT INTO collections (id, name, note, created_at_ms) VALUES ('${id}', 'Again', '', 1)`,
    );
  });
  await two.syncAll(0, 1, 0);
  expect(both().map(names)).toEqual([['Again'], ['Again']]);
});

test('records that an earlier run stored with clocks of 2099 are dated anew', async () => {
  const id = await sharedCollection();
  const one = two.device(0);
  const future = Date.UTC(2099, 0, 1) * 1_000;
  one.db.$client.exec(
    `UPDATE shared_records SET state = json_set(state, '$.fields.name', 'Of 2099',
       '$.clocks.name', json_array(${future}, '${deviceIdOf(one)}'),
       '$.seen.name', json_object('${deviceIdOf(one)}', ${future})) WHERE id = '${id}';
     UPDATE sharing_state SET hlc = ${future}`,
  );
  expect(await two.sync(0)).toMatchObject({ pushed: 1, future: 1 });
  await two.syncAll(1);
  expect(names(two.device(1))).toEqual(['Of 2099']);
  editCollection(two.device(1), id, { name: 'Of today' });
  await two.syncAll(1, 0);
  expect(both().map(names)).toEqual([['Of today'], ['Of today']]);
});

test('a device whose clock was never set overrules what it has seen', async () => {
  const id = await sharedCollection();
  const other = two.device(1);
  await withClock(other, '1970', () => void editCollection(other, id, { name: 'Of 1970' }));
  await two.syncAll(1, 0);
  expect(both().map(names)).toEqual([['Of 1970'], ['Of 1970']]);
});
