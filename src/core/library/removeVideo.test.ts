import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BriefId, DraftId, VideoId } from '../../shared/index.ts';
import { newId } from '../base/index.ts';
import { DraftRepository } from './draftRepository.ts';
import { addBytes, pathOf } from './media/mediaStore.ts';
import { removeVideo } from './removeVideo.ts';
import { verifyLibrary } from './safekeeping/verifyLibrary.ts';
import { replaceChunks } from './searching/chunkStore.ts';
import { findByWords } from './searching/findChunks.ts';
import { addSampleVideo } from './testing/sampleVideo.ts';
import { type TemporaryLibrary, temporaryLibrary } from './testing/temporaryLibrary.ts';
import { listVideos } from './videoLists.ts';
import { attachMedia, getVideo } from './videoRepository.ts';

let work: TemporaryLibrary;

beforeEach(async () => {
  work = await temporaryLibrary();
});
afterEach(() => work.remove());

test('a removed video is gone from lists, search and the disk; what others use stays', async () => {
  const { library } = work;
  const mine = await addSampleVideo(work, { name: 'mine.mp4', bytes: 'mine' });
  const other = await addSampleVideo(work, { name: 'other.mp4', bytes: 'other' });
  const shared = await addBytes(library, Buffer.from('picture'), '.jpg');
  attachMedia(library, mine.id, { role: 'poster', contentHash: shared });
  attachMedia(library, other.id, { role: 'poster', contentHash: shared });
  replaceChunks(library, mine.id, [{ kind: 'speech', startMs: 0, endMs: 9, text: 'teapot' }]);
  const stored = pathOf(library, getVideo(library, mine.id).contentHash);

  expect(removeVideo(library, mine.id)).toEqual({ freedBytes: 4 });

  expect(listVideos(library, { limit: 9, offset: 0 }).videos.map(({ id }) => id)).toEqual([
    other.id,
  ]);
  expect(findByWords(library, { match: 'teapot', scope: { filters: {} }, limit: 9 })).toEqual([]);
  expect([existsSync(stored), existsSync(mine.path), existsSync(pathOf(library, shared))]).toEqual([
    false,
    true,
    true,
  ]);
  expect(await verifyLibrary(library)).toMatchObject({ ok: true, problems: [] });
});

test('an original that was left in place stays there', async () => {
  const { id, path } = await addSampleVideo(work, {
    name: 'far.mp4',
    bytes: 'far',
    storage: 'reference',
  });
  expect(removeVideo(work.library, id)).toEqual({ freedBytes: 0 });
  expect(existsSync(path)).toBe(true);
});

test('a draft goes with the last video that proves it', async () => {
  const { library } = work;
  const first = await addSampleVideo(work, { name: 'a.mp4', bytes: 'a' });
  const second = await addSampleVideo(work, { name: 'b.mp4', bytes: 'b' });
  const drafts = new DraftRepository(library.db);
  const briefId = newId<BriefId>();
  drafts.insertBrief({ id: briefId, topic: 'mugs', lengthWords: 9, count: 2, createdAtMs: 1 });
  const cite = (videoId: VideoId) => ({ videoId, title: '', startMs: 0, endMs: 9, quote: 'q' });
  const draft = { briefId, device: 'question', why: 'w', modelId: 'm', createdAtMs: 1 } as const;
  drafts.insertDraft({
    ...draft,
    id: newId<DraftId>(),
    text: 'of one',
    citations: [cite(first.id)],
  });
  drafts.insertDraft({
    ...draft,
    id: newId<DraftId>(),
    text: 'of two',
    citations: [cite(first.id), cite(second.id)],
  });

  removeVideo(library, first.id);

  expect(drafts.list(9)).toEqual([
    {
      id: briefId,
      brief: { topic: 'mugs', lengthWords: 9, count: 2 },
      createdAtMs: 1,
      modelId: 'm',
      drafts: [
        {
          id: expect.any(String),
          text: 'of two',
          device: 'question',
          why: 'w',
          citations: [{ ...cite(second.id), title: 'b.mp4' }],
        },
      ],
      dropped: [],
    },
  ]);
  expect(drafts.remove(briefId)).toEqual({ removedDrafts: 1 });
  expect(() => drafts.remove(briefId)).toThrow(`There is no brief ${briefId}.`);
});

test('an unknown video is said to be unknown', () => {
  expect(() => removeVideo(work.library, 'nothing' as VideoId)).toThrow(
    'There is no video nothing.',
  );
});
