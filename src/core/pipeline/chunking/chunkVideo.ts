import type { SegmentDto } from '../../../shared/index.ts';
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
}

/** All that can be searched in a video: its title, what is said, what is shown. */
export function chunkVideo(input: ChunkVideoInput): Chunk[] {
  const title = titleChunk(input);
  return [
    ...(title === undefined ? [] : [title]),
    ...speechChunks(input.segments),
    ...screenChunks(input.spans),
  ];
}
