import type { BatchRequest, VideoId } from '../../../../contract/index.ts';

/**
 * A row of kind `transcription`: what is said in a video, with times of segments, and of words where
 * the server has them. Its custom id is the video's.
 */
export function transcriptionRequest(
  videoId: VideoId,
  { language = '' }: { language?: string | undefined } = {},
): BatchRequest {
  // Servers take ISO 639-1, and refuse all else; a library may know the region too, or `und`.
  const [, spoken] = /^([a-z]{2})(?:-|$)/i.exec(language) ?? [];
  return {
    customId: videoId,
    body: {
      file: { type: 'trendroom_media', videoId, what: 'sound' },
      response_format: 'verbose_json',
      timestamp_granularities: ['segment', 'word'],
      temperature: 0,
      ...(spoken !== undefined && { language: spoken.toLowerCase() }),
    },
  };
}

export interface VisionQuestion {
  customId: string;
  videoId: VideoId;
  /** The keyframes on screen at these times, in order; none: the whole video. */
  atMs: readonly number[];
  prompt: string;
  maxTokens: number;
  /** JSON schema that the answer must fit. */
  schema?: BatchRequest['body'];
}

/** A row of kind `vision`: a question about keyframes of a video, or about all of it. */
export function visionRequest(question: VisionQuestion): BatchRequest {
  const { customId, videoId, atMs, prompt, maxTokens, schema } = question;
  const type = 'trendroom_media';
  const shown =
    atMs.length === 0
      ? [{ type, videoId, what: 'video' }]
      : atMs.map((time) => ({ type, videoId, what: 'keyframe', atMs: time }));
  const format = schema && { type: 'json_schema', json_schema: { name: 'answer', schema } };
  return {
    customId,
    body: {
      messages: [{ role: 'user', content: [...shown, { type: 'text', text: prompt }] }],
      max_tokens: maxTokens,
      temperature: 0,
      ...(format !== undefined && { response_format: format }),
    },
  };
}

/** A row of kind `rerank`: which of the texts fit the query, best first; `topN` of them, or all. */
export function rerankRequest(
  customId: string,
  { query, documents, topN }: { query: string; documents: readonly string[]; topN?: number },
): BatchRequest {
  const most = topN === undefined ? {} : { top_n: topN };
  return { customId, body: { query, documents: [...documents], ...most } };
}
