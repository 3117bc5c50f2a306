import type { VideoId } from '../../../../contract/index.ts';
import { type Library, notOwnWords } from '../../../db/index.ts';

export interface VideoText {
  videoId: VideoId;
  /** Title, description, and what is said and shown. */
  text: string;
  tags: string[];
}

/** More of a long video tells nothing new of its topic. */
const maxCharacters = 4_000;

/**
 * The texts of every video, one after the other. Comments are other people's words, and what a model
 * saw is nobody's.
 */
export function* readTexts({ db }: Library): Generator<VideoText> {
  const rows = db.$client
    .prepare<[number], { videoId: VideoId; text: string; tags: string | null }>(
      `SELECT v.id AS videoId, v.tags,
         substr(v.title || ' ' || coalesce(v.description, '') || ' ' || coalesce((
           SELECT group_concat(c.text, ' ') FROM chunks c
           WHERE c.video_id = v.id AND c.kind <> 'title'
             AND c.kind NOT IN ${notOwnWords}), ''), 1, ?) AS text
       FROM videos v`,
    )
    .iterate(maxCharacters);
  for (const { videoId, text, tags } of rows) yield { videoId, text, tags: listOf(tags) };
}

function listOf(json: string | null): string[] {
  if (json === null) return [];
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) ? list.filter((tag) => typeof tag === 'string') : [];
  } catch {
    return [];
  }
}
