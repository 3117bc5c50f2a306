import { z } from 'zod';
import { type JobId, jobIdSchema, type VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { jobPayload } from '../../jobs/index.ts';

/** What a link job knows, growing from stage to stage; JSON, persisted with each stage. */
export interface LinkPayload {
  /** See itemLink. */
  link: string;
  /** Most videos that are taken from a playlist. */
  limit: number;
  /** How many playlists led here: a channel may hold playlists, but not without end. */
  depth: number;
  /** BCP 47 tag of the speech, when the user gave one. */
  language?: string;

  /** The page's own address of the video; what the library knows it by. */
  sourceUrl?: string;
  /** The library has the video of that address complete: nothing is downloaded. */
  duplicate?: boolean;
  videoId?: VideoId;
  title?: string;
  /** Name of the file in the library; of letters that every system takes. */
  fileStem?: string;
  /** Which of the offered captions to take, by yt-dlp's name of the language. */
  captions?: string;
  /** The jobs of a playlist's videos. */
  children?: JobId[];
  /** An earlier job has downloaded the same video, and its ingest is in the queue. */
  isQueued?: boolean;
  /** The ingest job of the downloaded file; its id is chosen before it is queued. */
  ingestJobId?: JobId;
}

const outcomeSchema = z.object({
  link: z.string(),
  children: z.array(jobIdSchema).optional(),
  ingestJobId: jobIdSchema.optional(),
});

/** Where a link job led. Throws when the job is none of ours. */
export function linkOutcome(library: Library, jobId: JobId): z.infer<typeof outcomeSchema> {
  return outcomeSchema.parse(jobPayload(library, jobId));
}
