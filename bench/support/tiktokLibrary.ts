import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import {
  chunk,
  openTestLibrary,
  type TestLibrary,
} from '../../src/core/search/testing/searchLibrary.ts';

/** A public data set that may lie beside the project; nobody needs it to build or test. */
const path = fileURLToPath(new URL('../../../shared/data/tiktok/videos.jsonl.gz', import.meta.url));
const recordSchema = z.object({
  description: z.string().default(''),
  transcript: z.string().optional(),
});

/** A transcript of fewer words is music or a shout. */
const leastWords = 30;
/** As recognised speech is cut: the data has no times, so each word takes as long as people do. */
const segmentWords = 10;
const segmentsPerChunk = 4;
const wordMs = 350;

/**
 * A library of the public TikToks with speech, by their transcripts, which are noisy and without
 * punctuation. Undefined when the data is not there. Who opens it closes it.
 */
export function openTiktokLibrary(): TestLibrary | undefined {
  if (!existsSync(path)) return undefined;
  const opened = openTestLibrary();
  for (const line of gunzipSync(readFileSync(path)).toString().trim().split('\n')) {
    const { description, transcript = '' } = recordSchema.parse(JSON.parse(line));
    const words = transcript.split(/\s+/).filter((word) => word !== '');
    if (words.length < leastWords) continue;
    const segments = slices(words, segmentWords).map((said, at) => ({
      startMs: at * segmentWords * wordMs,
      endMs: (at * segmentWords + said.length) * wordMs,
      text: said.join(' '),
      words: [],
    }));
    opened.add({
      title: description.replace(/#\S+/g, '').trim() || 'Without a title',
      segments,
      chunks: slices(segments, segmentsPerChunk).map((part) =>
        chunk(part.map(({ text }) => text).join(' '), {
          startMs: part[0]?.startMs ?? 0,
          endMs: part.at(-1)?.endMs ?? 0,
        }),
      ),
    });
  }
  return opened;
}

function slices<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}
