import type { OnScreenTextDto, SegmentDto } from '../../../contract/index.ts';
import { titleChunk } from '../../library/index.ts';
import type { Chunk } from './chunk.ts';
import { screenChunks } from './screenChunks.ts';
import { type SeenSpan, seenChunks } from './seenChunks.ts';
import { speechChunks } from './speechChunks.ts';

export interface ChunkVideoInput {
  title: string;
  description: string | undefined;
  tags?: readonly string[] | null | undefined;
  soundName?: string | null | undefined;
  durationMs: number;
  segments: readonly SegmentDto[];
  spans: readonly OnScreenTextDto[];
  /** What a model says of the pictures; left out: none was asked. */
  pictures?: readonly { startMs: number; endMs: number; text: string }[];
  /** What a model saw in the pictures; left out: none looked. */
  seen?: readonly SeenSpan[];
  /** Texts of comments, the best first. */
  comments?: readonly string[];
}

/** Of comments so much is searched. */
const maxCommentCharacters = 4_000;

/** All that can be searched in a video: its title, what is said, shown, seen, and commented. */
export function chunkVideo(input: ChunkVideoInput): Chunk[] {
  const title = titleChunk(input);
  const pictures = (input.pictures ?? []).map(
    ({ startMs, endMs, text }): Chunk => ({ kind: 'picture', startMs, endMs, text }),
  );
  return [
    ...(title === undefined ? [] : [title]),
    ...(untimedChunk(input.segments) ?? speechChunks(input.segments)),
    ...screenChunks(input.spans.filter(({ kind }) => kind === 'text')),
    ...watermarkChunks(input.spans),
    ...pictures,
    ...seenChunks(input.seen ?? []),
    ...commentChunk(input.comments ?? []),
  ];
}

/** A text that came without times is of no moment: it is one chunk. */
function untimedChunk([only, ...others]: readonly SegmentDto[]): Chunk[] | undefined {
  const isUntimed =
    only !== undefined && others.length === 0 && only.endMs === 0 && only.words.length === 0;
  return isUntimed ? [{ kind: 'speech', startMs: 0, endMs: 0, text: only.text }] : undefined;
}

/** Of what stays through the video: found by its words, and no evidence of what is told. */
function watermarkChunks(spans: readonly OnScreenTextDto[]): Chunk[] {
  return spans
    .filter(({ kind }) => kind === 'watermark')
    .map(({ startMs, endMs, text }) => ({ kind: 'watermark', startMs, endMs, text }));
}

function commentChunk(comments: readonly string[]): Chunk[] {
  const text = comments.join('\n').slice(0, maxCommentCharacters);
  return text === '' ? [] : [{ kind: 'comment', startMs: 0, endMs: 0, text }];
}
