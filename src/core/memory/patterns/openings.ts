import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';

/** What a video begins with. */
export interface Opening {
  id: VideoId;
  platform: string | undefined;
  language: string | undefined;
  text: string;
  source: 'hook' | 'transcript' | 'title';
}

/** About what is said in three seconds, of a text that has no times. */
const openingWords = 12;

type Row = [
  id: VideoId,
  platform: string | null,
  language: string | null,
  said: string | null,
  shown: string | null,
  transcript: string | null,
  title: string,
];

/**
 * The openings of all videos, or of one: what is said and shown in the first three seconds; of a record without a
 * file the beginning of its transcript, else of its title.
 */
export function* readOpenings({ db }: Library, videoId?: VideoId): Generator<Opening> {
  const rows = db.$client
    .prepare<unknown[], Row>(
      `SELECT v.id, v.platform, v.language, h.said, h.shown,
         (SELECT substr(s.text, 1, 400) FROM transcript_segments s
          WHERE s.video_id = v.id AND s.start_ms < 3000 ORDER BY s.position LIMIT 1),
         substr(coalesce(nullif(v.description, ''), v.title), 1, 400)
       FROM videos v LEFT JOIN hooks h ON h.video_id = v.id
       ${videoId === undefined ? '' : 'WHERE v.id = ?'}`,
    )
    .raw();
  for (const [id, platform, language, said, shown, transcript, title] of rows.iterate(
    ...(videoId === undefined ? [] : [videoId]),
  )) {
    const named = { id, platform: platform ?? undefined, language: language ?? undefined };
    const hook = `${said ?? ''} ${shown ?? ''}`.trim();
    const told = transcript?.trim() ?? '';
    if (hook !== '') yield { ...named, text: hook, source: 'hook' };
    else if (told !== '') yield { ...named, text: beginningOf(told), source: 'transcript' };
    else yield { ...named, text: beginningOf(title), source: 'title' };
  }
}

/** The first words, up to the end of a sentence where one comes before. */
function beginningOf(text: string): string {
  const words = text.trim().split(/\s+/);
  const sentence = words.findIndex((word, at) => at >= 3 && /[.!?…]$/.test(word));
  const end = sentence === -1 ? openingWords : Math.min(openingWords, sentence + 1);
  return words.slice(0, end).join(' ');
}
