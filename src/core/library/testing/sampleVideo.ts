import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Storage, VideoId } from '../../../contract/index.ts';
import type { TemporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { hashFile } from '../media/hashFile.ts';
import { addFile } from '../media/mediaStore.ts';
import { attachMedia, insertVideo } from '../videos/videoRepository.ts';

/** A video row with a stored original of these bytes. */
export async function addSampleVideo(
  { library, folder }: TemporaryLibrary,
  options: { name: string; bytes: string; storage?: Storage },
): Promise<{ id: VideoId; path: string }> {
  const { name, bytes, storage = 'copy' } = options;
  const path = join(folder, name);
  await writeFile(path, bytes);
  const expected = await hashFile(path);
  const kept = await addFile(library, path, { storage, expected });
  const id = insertVideo(library, {
    ...expected,
    title: name,
    originalName: name,
    originalPath: path,
    storage: kept,
  });
  attachMedia(library, id, { role: 'original', contentHash: expected.contentHash });
  return { id, path };
}
