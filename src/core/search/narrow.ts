import type { SearchHit, SegmentDto } from '../../shared/index.ts';
import type { Embedder } from '../inference/index.ts';
import { getTranscript, type Library } from '../library/index.ts';
import type { Moment } from './fuse.ts';
import { countMatches, makeSnippet, matchedWords } from './snippet.ts';

export interface NarrowTools {
  library: Library;
  /** With the query's vector, when meaning was searched. */
  meaning: { embedder: Embedder; vector: Float32Array; version: string } | undefined;
  signal: AbortSignal | undefined;
}

/** Sentences that are compared by meaning for one query: some milliseconds each. */
const mostSentences = 24;

/**
 * Hits that land on the second that matters: of a spoken chunk, the sentence with most of the
 * query's words, or else the one whose meaning is nearest to the query's.
 */
export async function narrow(moments: readonly Moment[], tools: NarrowTools): Promise<SearchHit[]> {
  const spoken = moments.map(({ chunk }) =>
    chunk.kind === 'speech'
      ? getTranscript(tools.library, chunk.videoId).filter(
          (segment) => segment.startMs < chunk.endMs && segment.endMs > chunk.startMs,
        )
      : [],
  );
  const likeness = await likenessOf(spoken, moments, tools);
  return moments.map((moment, index) => toHit(moment, spoken[index] ?? [], likeness));
}

/** Likeness of sentences to the query, for the hits that no word decides. */
async function likenessOf(
  spoken: readonly SegmentDto[][],
  moments: readonly Moment[],
  { meaning, signal }: NarrowTools,
): Promise<Map<string, number>> {
  if (meaning === undefined) return new Map();
  const open = spoken.filter(
    (segments, index) => segments.length > 1 && moments[index]?.chunk.marked === undefined,
  );
  const texts = [...new Set(open.flat().map(({ text }) => text))].slice(0, mostSentences);
  const vectors = await meaning.embedder.embed(texts, {
    priority: 'interactive',
    version: meaning.version,
    ...(signal === undefined ? {} : { signal }),
  });
  return new Map(texts.map((text, index) => [text, dot(vectors[index], meaning.vector)]));
}

function toHit(
  { chunk, matched, score }: Moment,
  segments: readonly SegmentDto[],
  likeness: ReadonlyMap<string, number>,
): SearchHit {
  const words = matchedWords(chunk.marked);
  const worth = ({ text }: SegmentDto): number =>
    words.size > 0 ? countMatches(text, words) : (likeness.get(text) ?? -1);
  const [first, ...rest] = segments;
  const best =
    first === undefined ? undefined : rest.reduce((a, b) => (worth(b) > worth(a) ? b : a), first);
  return {
    videoId: chunk.videoId,
    title: chunk.title,
    channel: chunk.channel ?? undefined,
    startMs: best?.startMs ?? chunk.startMs,
    endMs: best?.endMs ?? chunk.endMs,
    kind: chunk.kind,
    matched,
    ...makeSnippet(best?.text ?? chunk.text, words),
    score,
  };
}

function dot(one: Float32Array | undefined, other: Float32Array): number {
  return one === undefined ? -1 : one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}
