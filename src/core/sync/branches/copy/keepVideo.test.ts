import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TemporaryLibrary, temporaryLibrary } from '../../../db/testing/temporaryLibrary.ts';
import { plainTables } from './keepVideo.ts';

let place: TemporaryLibrary;
beforeEach(async () => {
  place = await temporaryLibrary();
});
afterEach(() => place.remove());

test('every table of a video is carried over with it', () => {
  const ofVideos = place.library.db.$client
    .prepare<[], string>(
      `SELECT t.name FROM sqlite_master t, pragma_foreign_key_list(t.name) f
       WHERE t.type = 'table' AND f."table" = 'videos' AND f.on_delete = 'CASCADE'`,
    )
    .pluck()
    .all();
  // These get other ids in the library; citations go with their draft; measures, documents,
  // topics and groups of reposts are made anew.
  const others = [
    ...['chunks', 'video_products', 'product_judgements', 'citations'],
    ...['video_documents', 'video_measures', 'observe_failures', 'topic_videos'],
    ...['duplicate_videos', 'saved_search_videos'],
  ];
  expect(ofVideos.sort()).toEqual([...plainTables, ...others].sort());
});
