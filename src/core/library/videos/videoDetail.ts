import { and, asc, eq, inArray } from 'drizzle-orm';
import {
  type VideoDetail,
  type VideoId,
  videoDetailSchema,
  withHint,
} from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import {
  hooks,
  jobs,
  jobWarnings,
  keyframes,
  metricSnapshots,
  products,
  shots,
  videoMedia,
  videoProducts,
} from '../../db/index.ts';
import { collectionsOf } from '../collections/collectionRepository.ts';
import { notesOf } from '../notes/noteRepository.ts';
import { listEarlierTranscripts } from '../transcripts/earlierTranscripts.ts';
import { getHeard } from '../transcripts/edits/heardTranscript.ts';
import { getTranscript } from '../transcripts/getTranscript.ts';
import { getSoundRegions } from '../transcripts/soundRegions.ts';
import { commentsOf } from './commentRepository.ts';
import { getOnScreenTexts } from './contentRepository.ts';
import { getPictureDescriptions } from './pictureRepository.ts';
import { getLook, getSeen } from './seenRepository.ts';
import { getVideoSummary } from './videoLists.ts';
import { getVideo, resolveVideoId } from './videoRepository.ts';

/** Which texts two devices edited is for the sync room to add. */
export type StoredVideoDetail = Omit<VideoDetail, 'conflictedFields'>;

/** One video with all that is known of it. The id may be a unique beginning of it. */
export function getVideoDetail(library: Library, idOrPrefix: string): StoredVideoDetail {
  const id = resolveVideoId(library, idOrPrefix);
  const video = getVideo(library, id);
  return {
    ...getVideoSummary(library, id),
    channelId: video.channelId ?? undefined,
    description: video.description ?? undefined,
    sourceUrl: video.sourceUrl ?? undefined,
    externalId: video.externalId ?? undefined,
    soundName: video.soundName ?? undefined,
    tags: video.tags ?? [],
    originalName: video.originalName,
    storage: video.storage,
    sizeBytes: video.sizeBytes,
    frameRate: video.frameRate,
    rotationDegrees: video.rotationDegrees,
    videoCodec: video.videoCodec ?? undefined,
    audioCodec: video.audioCodec ?? undefined,
    transcriptSource: video.transcriptSource ?? undefined,
    transcriptModel: video.transcriptModel ?? undefined,
    transcript: getTranscript(library, id),
    transcriptEdits: editsOf(library, id),
    earlierTranscripts: listEarlierTranscripts(library, id),
    soundRegions: getSoundRegions(library, id),
    ...picturesOf(library, id),
    onScreenText: getOnScreenTexts(library, id),
    notes: notesOf(library, id),
    pictures: getPictureDescriptions(library, id),
    seen: getSeen(library, id),
    look: getLook(library, id),
    hook: hookOf(library, id),
    metrics: metricsOf(library, id),
    products: productsOf(library, id),
    comments: commentsOf(library, id),
    collections: collectionsOf(library, id),
    ...layoutsOf(library, id),
    warnings: warningsOf(library, id),
  };
}

function editsOf(library: Library, id: VideoId): VideoDetail['transcriptEdits'] {
  const heard = getHeard(library, id);
  return heard && { conflicts: heard.conflicts };
}

/** How the sprite and the waveform are to be read; damaged or absent ones are left out. */
function layoutsOf({ db }: Library, id: VideoId): Pick<VideoDetail, 'sprite' | 'waveform'> {
  const rows = db
    .select({ role: videoMedia.role, layout: videoMedia.layout })
    .from(videoMedia)
    .where(and(eq(videoMedia.videoId, id), inArray(videoMedia.role, ['sprite', 'waveform'])))
    .all();
  const layoutOf = (role: 'sprite' | 'waveform'): unknown =>
    rows.find((row) => row.role === role)?.layout;
  const { sprite, waveform } = videoDetailSchema.shape;
  return {
    sprite: sprite.safeParse(layoutOf('sprite')).data,
    waveform: waveform.safeParse(layoutOf('waveform')).data,
  };
}

function picturesOf({ db }: Library, id: VideoId): Pick<VideoDetail, 'shots' | 'keyframes'> {
  return {
    shots: db
      .select({ startMs: shots.startMs, endMs: shots.endMs })
      .from(shots)
      .where(eq(shots.videoId, id))
      .orderBy(asc(shots.position))
      .all(),
    keyframes: db
      .select({ atMs: keyframes.atMs, contentHash: keyframes.contentHash })
      .from(keyframes)
      .where(eq(keyframes.videoId, id))
      .orderBy(asc(keyframes.shotPosition))
      .all(),
  };
}

function hookOf({ db }: Library, id: VideoId): VideoDetail['hook'] {
  const row = db.select().from(hooks).where(eq(hooks.videoId, id)).get();
  return row === undefined ? undefined : { said: row.said, shown: row.shown };
}

function metricsOf({ db }: Library, id: VideoId): VideoDetail['metrics'] {
  return db
    .select()
    .from(metricSnapshots)
    .where(eq(metricSnapshots.videoId, id))
    .orderBy(asc(metricSnapshots.observedAtMs))
    .all()
    .map(({ observedAtMs, views, likes, comments, shares, saves }) => ({
      observedAtMs,
      views: views ?? undefined,
      likes: likes ?? undefined,
      comments: comments ?? undefined,
      shares: shares ?? undefined,
      saves: saves ?? undefined,
    }));
}

function productsOf({ db }: Library, id: VideoId): string[] {
  return db
    .select({ name: products.name })
    .from(videoProducts)
    .innerJoin(products, eq(products.id, videoProducts.productId))
    .where(eq(videoProducts.videoId, id))
    .orderBy(asc(products.name))
    .all()
    .map(({ name }) => name);
}

function warningsOf({ db }: Library, id: VideoId): VideoDetail['warnings'] {
  return db
    .selectDistinct({ code: jobWarnings.code, message: jobWarnings.message })
    .from(jobWarnings)
    .innerJoin(jobs, eq(jobs.id, jobWarnings.jobId))
    .where(eq(jobs.videoId, id))
    .all()
    .map(withHint);
}
