import { and, desc, eq, notInArray, sql } from 'drizzle-orm';
import type {
  EarlierTranscript,
  SegmentDto,
  TranscriptId,
  VideoId,
} from '../../../contract/index.ts';
import { AppError, newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { earlierTranscripts, videos } from '../../db/index.ts';
import { getHeard } from './edits/heardTranscript.ts';
import { getTranscript } from './getTranscript.ts';
import { isSameSegments } from './sameSegments.ts';

/** Of each video; the oldest ones beyond it are let go. */
const maxKept = 10;

/**
 * Keeps a video's transcript before another one takes its place, in the transaction that does so.
 * Gives its id; undefined when there is none, or when `next` says the same.
 */
export function keepTranscript(
  library: Library,
  videoId: VideoId,
  next: readonly SegmentDto[] = [],
): TranscriptId | undefined {
  const { db, clock } = library;
  const segments = getTranscript(library, videoId);
  if (segments.length === 0 || isSameSegments(segments, next)) return undefined;
  const video = db.select().from(videos).where(eq(videos.id, videoId)).get();
  if (video?.transcriptSource == null) return undefined;
  const id = newId<TranscriptId>();
  db.insert(earlierTranscripts)
    .values({
      ...{ id, videoId, segments },
      ...{ source: video.transcriptSource, model: video.transcriptModel },
      ...{ language: video.language, replacedAtMs: clock.nowMs() },
      heard: getHeard(library, videoId)?.segments ?? null,
    })
    .run();
  const ofVideo = eq(earlierTranscripts.videoId, videoId);
  const newest = db
    .select({ id: earlierTranscripts.id })
    .from(earlierTranscripts)
    .where(ofVideo)
    .orderBy(...newestFirst)
    .limit(maxKept);
  db.delete(earlierTranscripts)
    .where(and(ofVideo, notInArray(earlierTranscripts.id, newest)))
    .run();
  return id;
}

/** Two of the same millisecond in the order in which they were kept. */
const newestFirst = [desc(earlierTranscripts.replacedAtMs), desc(sql`rowid`)];

const about = {
  id: earlierTranscripts.id,
  source: earlierTranscripts.source,
  model: earlierTranscripts.model,
  language: earlierTranscripts.language,
  replacedAtMs: earlierTranscripts.replacedAtMs,
  segments: sql<number>`json_array_length(${earlierTranscripts.segments})`,
  opening: sql<string>`json_extract(${earlierTranscripts.segments}, '$[0].text')`,
};

/** The newest first, without their text. */
export function listEarlierTranscripts({ db }: Library, videoId: VideoId): EarlierTranscript[] {
  return db
    .select(about)
    .from(earlierTranscripts)
    .where(eq(earlierTranscripts.videoId, videoId))
    .orderBy(...newestFirst)
    .all()
    .map(withoutNulls);
}

/**
 * One of them with its text, and with what was heard where people had edited it. The id may be a unique beginning of it. Errors: `transcript.notFound`.
 */
export function getEarlierTranscript(
  { db }: Library,
  videoId: VideoId,
  idOrPrefix: string,
): EarlierTranscript & { transcript: SegmentDto[]; heard?: SegmentDto[] } {
  const begins = sql`substr(${earlierTranscripts.id}, 1, ${idOrPrefix.length}) = ${idOrPrefix}`;
  const found = db
    .select({
      ...about,
      transcript: earlierTranscripts.segments,
      heard: earlierTranscripts.heard,
    })
    .from(earlierTranscripts)
    .where(and(eq(earlierTranscripts.videoId, videoId), begins))
    .limit(2)
    .all();
  const [only] = found;
  if (only === undefined || found.length > 1) {
    const which = found.length > 1 ? 'more than one' : 'no';
    throw new AppError('transcript.notFound', `There is ${which} transcript ${idOrPrefix}.`);
  }
  const { heard, ...earlier } = only;
  return { ...withoutNulls(earlier), ...(heard !== null && { heard }) };
}

/** Once it is the video's again. */
export function removeEarlierTranscript({ db }: Library, id: TranscriptId): void {
  db.delete(earlierTranscripts).where(eq(earlierTranscripts.id, id)).run();
}

function withoutNulls<Row extends { model: string | null; language: string | null }>({
  model,
  language,
  ...row
}: Row): Omit<Row, 'model' | 'language'> & { model?: string; language?: string } {
  return {
    ...row,
    ...(model !== null && { model }),
    ...(language !== null && { language }),
  };
}
