import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createCollection, editVideo, listCollections } from '../../library/index.ts';
import { setSharingState } from '../records/sharingState.ts';
import { addVideo, hashOf, openTwoDevices, type TwoDevices } from '../testing/twoDevices.ts';

let two: TwoDevices;
beforeAll(async () => {
  two = await openTwoDevices(temporaryLibrary);
});
afterAll(() => two.close());
beforeEach(() => two.renew());

const recordOf = async (kind: string, id: string): Promise<unknown> => {
  const rows = await two.db.query(
    `SELECT fields, clocks, others, seen, seq::text FROM trendroom.records
     WHERE workspace_id = $1 AND kind = $2 AND id = $3`,
    [two.workspaceId(), kind, id],
  );
  return rows[0];
};

/** What a later program would write: a kind, and a text and a value of a video, unknown here. */
async function writeAsLaterProgram(): Promise<void> {
  await two.db.query(
    `INSERT INTO trendroom.records VALUES ($1, 'playlist', 'p1', '{"name": "Later"}',
       '{"name": [5, "later"]}', '{}', '{}', NULL, nextval('trendroom.record_seq'), '')`,
    [two.workspaceId()],
  );
  await two.db.query(
    `UPDATE trendroom.records SET
       fields = fields || '{"mood": "calm", "rating": 4}',
       clocks = clocks || '{"mood": [7, "later"], "rating": [7, "later"]}',
       others = others || '{"mood": [["tense", 6, "third"]]}',
       seen = seen || '{"mood": {"later": 7, "third": 6}}',
       seq = nextval('trendroom.record_seq')
     WHERE workspace_id = $1 AND kind = 'video' AND id = $2`,
    [two.workspaceId(), hashOf('a')],
  );
}

test('kinds and fields of a later program are passed over, kept, and survive edits by this one', async () => {
  const id = addVideo(two.device(0), 'a');
  await two.sync(0);
  await writeAsLaterProgram();
  const playlist = await recordOf('playlist', 'p1');
  expect(await two.sync(1)).toEqual({ pushed: 0, pulled: 2, refused: 0, newer: 1 });
  editVideo(two.device(0), id, { title: 'Edited' });
  // It pushes before it has taken what the later program wrote.
  expect(await two.sync(0)).toMatchObject({ pushed: 2, refused: 0, newer: 1 });
  expect(await recordOf('playlist', 'p1')).toEqual(playlist);
  const kept = {
    fields: { title: 'Edited', mood: 'calm', rating: 4 },
    clocks: { mood: [7, 'later'], rating: [7, 'later'] },
    others: { mood: [['tense', 6, 'third']] },
    seen: { mood: { later: 7, third: 6 } },
  };
  expect(await recordOf('video', hashOf('a'))).toMatchObject(kept);
  // A device that only carried them hands them on as they were.
  addVideo(two.device(1), 'a');
  editVideo(two.device(1), addVideo(two.device(1), 'a'), { title: 'Edited again' });
  await two.sync(1);
  expect(await recordOf('video', hashOf('a'))).toMatchObject({
    ...kept,
    fields: { ...kept.fields, title: 'Edited again' },
  });
});

test('a program that learned of collections takes those that it had passed over before', async () => {
  const made = await createCollection(two.device(0), {
    ...{ name: 'Hooks', note: '', videoIds: [addVideo(two.device(0), 'a')] },
  });
  await two.sync(0);
  await two.sync(1);
  // As an earlier program left it: past the rows, and without what it did not know.
  const { db } = two.device(1);
  setSharingState(two.device(1), { applying: 1 });
  db.$client.exec(`DELETE FROM collections; DELETE FROM collection_members;
    DELETE FROM shared_records WHERE kind IN ('collection', 'membership')`);
  setSharingState(two.device(1), { applying: 0, knows: 'video.title video.description' });
  expect(listCollections(two.device(1))).toEqual([]);
  await two.sync(1);
  expect(listCollections(two.device(1))).toMatchObject([
    { id: made.id, name: 'Hooks', videos: 0, remoteVideos: 1 },
  ]);
  expect(await two.sync(1)).toEqual({ pushed: 0, pulled: 0, refused: 0 });
});

test('what no Trendroom wrote harms neither a pull nor a push over it', async () => {
  const id = addVideo(two.device(0), 'a');
  await two.sync(0);
  await two.sync(1);
  await two.db.query(
    `UPDATE trendroom.records SET clocks = '"no clocks"', seq = nextval('trendroom.record_seq')
     WHERE workspace_id = $1 AND kind = 'video'`,
    [two.workspaceId()],
  );
  expect(await two.sync(1)).toMatchObject({ refused: 1 });
  editVideo(two.device(0), id, { title: 'Mended' });
  await two.sync(0);
  expect(await two.sync(1)).toMatchObject({ refused: 0 });
  expect(await recordOf('video', hashOf('a'))).toMatchObject({ fields: { title: 'Mended' } });
});
