import type { VideoId } from '../../../contract/index.ts';
import { type FramePrint, unpackFrames, unpackSound } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { ComparedVideo } from './compareVideos.ts';
import { type Shingles, shinglesOf } from './textShingles.ts';

export interface ReadVideo extends ComparedVideo {
  id: VideoId;
}

interface VideoRow {
  id: VideoId;
  durationMs: number;
  hasFile: number;
  description: string | null;
  frames: Buffer | null;
  hasSound: number;
}

/** Sounds that are held at once, some 8 kB each: pairs that are compared have one in common. */
const maxSounds = 2_000;

/** All videos with what tells copies apart; sounds are read when they are asked for. */
export function readCompared(library: Library): ReadVideo[] {
  const { $client } = library.db;
  const texts = readTexts(library);
  const sounds = soundReader(library);
  const videos: ReadVideo[] = [];
  const rows = $client
    .prepare<[], VideoRow>(
      `SELECT v.id, v.duration_ms AS durationMs, v.storage <> 'none' AS hasFile, v.description,
         p.frames, coalesce(length(p.sound), 0) > 0 AS hasSound
       FROM videos v LEFT JOIN video_prints p ON p.video_id = v.id ORDER BY v.id`,
    )
    .iterate();
  for (const { id, durationMs, hasFile, description, frames, hasSound } of rows) {
    const found: FramePrint[] = frames === null ? [] : unpackFrames(frames);
    const text: Shingles | undefined =
      texts === undefined ? undefined : shinglesOf(`${description ?? ''}\n${texts.get(id) ?? ''}`);
    videos.push({
      ...{ id, durationMs, hasFile: hasFile === 1, frames: found, text },
      sound: () => (hasSound === 1 ? sounds(id) : new Uint32Array()),
    });
  }
  return videos;
}

/** Of each video what is said in it; undefined when all have files, so that no text is compared. */
function readTexts({ db }: Library): Map<VideoId, string> | undefined {
  const fileless = db.$client
    .prepare<[], number>("SELECT EXISTS (SELECT 1 FROM videos WHERE storage = 'none')")
    .pluck()
    .get();
  if (fileless !== 1) return undefined;
  const texts = new Map<VideoId, string>();
  const rows = db.$client
    .prepare<[], [VideoId, string]>(
      'SELECT video_id, text FROM transcript_segments ORDER BY video_id, position',
    )
    .raw()
    .iterate();
  for (const [id, text] of rows) texts.set(id, `${texts.get(id) ?? ''} ${text}`);
  return texts;
}

function soundReader({ db }: Library): (id: VideoId) => Uint32Array {
  const read = db.$client
    .prepare<[VideoId], Buffer | null>('SELECT sound FROM video_prints WHERE video_id = ?')
    .pluck();
  const held = new Map<VideoId, Uint32Array>();
  return (id) => {
    const known = held.get(id);
    if (known !== undefined) return known;
    const bytes = read.get(id);
    const items = bytes ? unpackSound(bytes) : new Uint32Array();
    held.set(id, items);
    const [oldest] = held.keys();
    if (held.size > maxSounds && oldest !== undefined) held.delete(oldest);
    return items;
  };
}
