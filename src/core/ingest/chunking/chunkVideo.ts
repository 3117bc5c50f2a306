import type { SegmentDto } from '../../../contract/index.ts';
import { titleChunk } from '../../library/index.ts';
import type { TextSpan } from '../screen/mergeLines.ts';
import type { Chunk } from './chunk.ts';
import { screenChunks } from './screenChunks.ts';
import { speechChunks } from './speechChunks.ts';

export interface ChunkVideoInput {
  title: string;
  description: string | undefined;
  durationMs: number;
  segments: readonly SegmentDto[];
  spans: readonly TextSpan[];
  /** What a model says of the pictures; left out: none was asked. */
  pictures?: readonly { startMs: number; endMs: number; text: string }[];
}

/** All that can be searched in a video: its title, what is said, what is shown and seen. */
export function chunkVideo(input: ChunkVideoInput): Chunk[] {
  const title = titleChunk(input);
  const pictures = (input.pictures ?? []).map(
    ({ startMs, endMs, text }): Chunk => ({ kind: 'picture', startMs, endMs, text }),
  );
  return [
    ...(title === undefined ? [] : [title]),
    ...speechChunks(input.segments),
    ...screenChunks(input.spans),
    ...pictures,
  ];
}
