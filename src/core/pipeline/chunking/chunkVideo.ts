import type { SegmentDto } from '../../../shared/index.ts';
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

const maxTitleCharacters = 1_000;

/** All that can be searched in a video: its title, what is said, what is shown. */
export function chunkVideo(input: ChunkVideoInput): Chunk[] {
  const title = [input.title, input.description ?? '']
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
    .join('. ')
    .slice(0, maxTitleCharacters);
  const titleChunks: Chunk[] =
    title === '' ? [] : [{ kind: 'title', startMs: 0, endMs: input.durationMs, text: title }];
  return [...titleChunks, ...speechChunks(input.segments), ...screenChunks(input.spans)];
}
