import { createHash } from 'node:crypto';
import type { ContentHash, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { findVideoByHash, insertVideo, replaceChunks } from '../../library/index.ts';
import { openTeam } from '../postgres/openTeam.ts';
import { openPglite } from '../postgres/pgliteDatabase.ts';
import type { TeamDatabase } from '../postgres/teamDatabase.ts';
import { startRecording } from '../records/sharingState.ts';
import { syncOnce } from '../transfer/syncOnce.ts';

interface Device {
  library: Library;
  remove(): Promise<void>;
}

export type TwoDevices = Awaited<ReturnType<typeof openTwoDevices>>;

/**
 * Two libraries on one team in memory; `renew` begins with empty ones in a workspace of their own.
 */
export async function openTwoDevices(newDevice: () => Promise<Device>) {
  const db = await openPglite();
  await openTeam(db);
  let devices: Device[] = [];
  let workspaces = 0;
  let workspaceId = '';
  const device = (index: number): Library => {
    const library = devices[index]?.library;
    if (library === undefined) throw new Error('There is no such device.');
    return library;
  };
  const removeDevices = async (): Promise<void> => {
    for (const one of devices) await one.remove();
    devices = [];
  };
  const sync = (index: number, options: { team?: TeamDatabase; batchSize?: number } = {}) => {
    const { team = db, batchSize = 500 } = options;
    const sizes = { pushSize: batchSize, pullSize: batchSize };
    return syncOnce({ library: device(index), db: team, workspaceId, ...sizes });
  };
  return {
    db,
    device,
    workspaceId: () => workspaceId,
    renew: async (): Promise<void> => {
      await removeDevices();
      workspaceId = `w${++workspaces}`;
      await db.query('INSERT INTO trendroom.workspaces (id, name) VALUES ($1, $1)', [workspaceId]);
      devices = [await newDevice(), await newDevice()];
      for (const { library } of devices) startRecording(library, { target: 'local', workspaceId });
    },
    sync,
    /** One after the other, in this order. */
    syncAll: async (...indexes: readonly number[]): Promise<void> => {
      for (const index of indexes) await sync(index);
    },
    close: async (): Promise<void> => {
      await removeDevices();
      await db.close();
    },
  };
}

export const hashOf = (name: string): ContentHash =>
  createHash('sha256').update(name).digest('hex') as ContentHash;

/** A video that has a title and nothing else. */
export function addVideo(library: Library, name: string): VideoId {
  const known = findVideoByHash(library, hashOf(name));
  if (known !== undefined) return known.id;
  const id = insertVideo(library, {
    ...{ contentHash: hashOf(name), title: name, originalName: `${name}.mp4` },
    ...{ originalPath: `/${name}.mp4`, storage: 'copy', sizeBytes: 1, durationMs: 5_000 },
  });
  replaceChunks(library, id, [{ kind: 'title', startMs: 0, endMs: 5_000, text: name }]);
  return id;
}
